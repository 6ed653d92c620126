import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demoData, demoModel, runCommand, withFolder } from './commandLine.ts';

const few = ['--limit', '4', '--duration', '8', '--calibration', '10', '--workers', '1'];

test('a sweep of the reference engine is that of simd but for its name, and its folder goes on with no other', async () => {
  await withFolder(async (folder) => {
    const out = (name: string): string => join(folder, name);
    const text = (...path: readonly string[]): Promise<string> => readFile(join(folder, ...path), 'utf8');
    const sweep = (name: string, ...more: readonly string[]) =>
      runCommand('sweep', demoModel, '--data', demoData, ...few, '--out', out(name), ...more);
    expect(await sweep('usual', '--engine', 'simd')).toMatchObject({ code: 0 });
    expect(await sweep('reference', '--engine', 'Reference')).toMatchObject({ code: 0 });

    expect(await text('reference', 'results.csv')).toBe(await text('usual', 'results.csv'));
    const [usual, reference] = [await text('usual', 'run.json'), await text('reference', 'run.json')];
    expect(usual.match(/simd/g)).toHaveLength(1); // where it was made; the settings leave it out, as they always did
    expect(reference.match(/reference/g)).toHaveLength(2);

    const other = await sweep('reference', '--resume');
    expect(other.code).toBe(1);
    expect(other.err).toContain('holds the results of another sweep (engine reference there, simd here)');
    expect(await sweep('reference', '--resume', '--engine', 'reference')).toMatchObject({ code: 0 });

    // As the nodes of a cluster get it: the plan says the engine, and no flag says otherwise.
    const plan = join(folder, 'reference', 'plan.json');
    const shard = ['--out', out('shards'), '--shard', '1/1', '--workers', '1'];
    expect(await runCommand('sweep', plan, ...shard)).toMatchObject({ code: 0 });
    expect(await runCommand('merge', out('shards'), '--out', out('merged'))).toMatchObject({ code: 0 });
    expect(await text('merged', 'run.json')).toBe(reference);
    const told = await runCommand('sweep', plan, ...shard, '--engine', 'simd');
    expect(told).toMatchObject({ code: 2, err: expect.stringContaining('wants to be left out beside') as string });
    await writeFile(
      plan,
      (await text('reference', 'plan.json')).replace('"engine": "reference"', '"engine": "webgpu"'),
    );
    expect(await runCommand('sweep', plan, ...shard)).toMatchObject({ code: 2, err: onlyInWindows });
  });
});

test('run says what the tensor engine gives, and refuses engines that it has not', async () => {
  const ran = await runCommand('run', demoModel, '--data', demoData, ...few, '--json');
  const tensors = await runCommand('run', demoModel, '--data', demoData, ...few, '--engine', 'tensorflow', '--json');
  expect(tensors).toMatchObject({ code: 0, err: '' });
  const { predictions } = JSON.parse(ran.out) as { predictions: readonly number[] };
  expect(predictions).toHaveLength(4);
  expect(JSON.parse(tensors.out)).toMatchObject({ predictions });
  const asked = ['run', demoModel, '--data', demoData, '--engine'];
  expect(await runCommand(...asked, 'webgpu')).toMatchObject({ code: 2, err: onlyInWindows });
  expect(await runCommand(...asked, 'gpu')).toMatchObject({
    code: 2,
    err: '--engine "gpu" is not possible: it wants one of simd, tensorflow, reference.\n',
  });
});

const onlyInWindows = expect.stringContaining('computes on the graphics processor of a window') as string;
