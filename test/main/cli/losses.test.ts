import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demoData, demoModel, runCommand, withFolder } from './commandLine.ts';

const small = ['--data', demoData, '--limit', '20', '--workers', '1', '--set', 'granularity=channel'];

test(
  'stopping reads a finished sweep: level 0 is the accuracy of the first step, and no sample reaches the last level',
  () =>
    withFolder(async (folder) => {
      const swept = await runCommand(
        'sweep',
        demoModel,
        ...small,
        '--preset',
        'rueckauer',
        '--duration',
        '24',
        '--out',
        folder,
      );
      expect(swept.code, swept.err).toBe(0);
      const { code, out } = await runCommand('stopping', folder, '--minimum', '2', '--json');
      expect(code).toBe(0);
      const { rows } = JSON.parse(out) as { rows: { curve: Record<string, number>[]; chosen: { samples: number } }[] };
      const { curve, chosen } = rows[0]!;
      const record = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8')) as {
        cells: { tally: { readouts: { correct: number[] }[] } }[];
      };
      const { correct } = record.cells[0]!.tally.readouts[0]!;
      expect(curve[0]).toMatchObject({ level: 0, meanTime: 2, accuracy: correct[1]! / 20, unstopped: 0 });
      expect(curve.at(-1)).toMatchObject({ meanTime: 24, accuracy: correct[23]! / 20, unstopped: 1 });
      expect(chosen.samples).toBe(10);
      const csv = await runCommand('stopping', join(folder, 'run.json'), '--minimum', '2', '--csv');
      expect(csv.out.split('\n')[0]).toMatch(/^cell,readout,margin,unit,mean_time_ms,accuracy/);
      expect(csv.out.trim().split('\n')).toHaveLength(1 + curve.length);

      const old = (await readFile(join(folder, 'run.json'), 'utf8')).replace(
        /"courses": \{[^}]*\}/g,
        '"courses": null',
      );
      await writeFile(join(folder, 'run.json'), old);
      expect(await runCommand('stopping', folder)).toMatchObject({
        code: 1,
        err: expect.stringContaining('no courses'),
      });
      expect(await runCommand('stopping', folder, '--minimum', '0')).toMatchObject({ code: 2 });
    }),
  120_000,
);

test('diagnose names every layer, what it costs, and what to try', async () => {
  const { code, out, err } = await runCommand(
    'diagnose',
    demoModel,
    ...small,
    '--threshold',
    '0.2',
    '--at',
    '4, 16',
    '--json',
  );
  expect(code, err).toBe(0);
  const found = JSON.parse(out) as {
    times: number[];
    layers: { name: string; moments: unknown[] }[];
    advice: string[];
  };
  expect(found.times).toEqual([4, 16]);
  expect(found.layers.map(({ name }) => name)).toContain('conv2d_1');
  expect(found.layers.every(({ moments }) => moments.length === 2)).toBe(true);
  expect(found.advice.join(' ')).toContain('raise the percentile or the threshold factor');
}, 120_000);
