import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoData, demoModel, type Ended, runCommand, start } from './commandLine.ts';

const grid = [
  '--calibration',
  '100',
  '--limit',
  '60',
  '--encoding',
  'constant-current,poisson',
  '--threshold',
  '0.8,1',
  '--duration',
  '10,20',
];
const sweepArgs = (out: string, ...more: readonly string[]): readonly string[] => [
  'sweep',
  demoModel,
  '--data',
  demoData,
  ...grid,
  '--readout',
  'membrane-potential,spike-count',
  '--out',
  out,
  ...more,
];
const fileOf = (out: string, name: string) => readFile(join(out, name), 'utf8');

let folder: string;
let whole: Ended;
const once = (): string => join(folder, 'once');
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spikebench-'));
  whole = await runCommand(...sweepArgs(once(), '--workers', '2'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a sweep ends with its table, the report of the best cell and the paths of its files', async () => {
  expect(whole).toMatchObject({ code: 0, err: '' });
  expect(whole.out).toMatch(/accuracy\n?.*\(%\)/s);
  expect(whole.out).toContain('precision');
  expect(whole.out).toContain('label \\ prediction');
  expect(whole.out).toContain(join(once(), 'results.csv'));
  expect(await fileOf(once(), 'accuracy-against-time.svg')).toMatch(/^<svg/);
});

test('results.csv has a row for each cell, readout and time step', async () => {
  const [head, ...rows] = (await fileOf(once(), 'results.csv')).trimEnd().split('\n');
  expect(head).toMatch(
    /^cell,preset,encoding,threshold,readout,seed,time_ms,samples,accuracy,accuracy_low,accuracy_high,analog_accuracy,agreement,spikes_per_sample,synaptic_operations_per_sample/,
  );
  expect(rows).toHaveLength(4 * 2 * 20);
});

test('one worker and two give the same bytes', async () => {
  const out = join(folder, 'alone');
  expect(await runCommand(...sweepArgs(out, '--workers', '1'))).toMatchObject({ code: 0 });
  for (const name of ['results.csv', 'run.json', 'accuracy-against-time.svg']) {
    expect(await fileOf(out, name)).toBe(await fileOf(once(), name));
  }
});

test('a sweep that was killed half-way and resumed gives the same bytes', async () => {
  const out = join(folder, 'killed');
  const { pid, ended } = start(sweepArgs(out, '--workers', '2'));
  await recordsIn(out, 3);
  process.kill(-pid, 'SIGKILL');
  await ended;
  const kept = (await fileOf(out, 'journal.jsonl')).split('\n').length - 1;
  const refused = await runCommand(...sweepArgs(out));
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('Add --resume') });
  expect(await runCommand(...sweepArgs(out, '--resume'))).toMatchObject({ code: 0 });
  expect(kept).toBeLessThan((await fileOf(out, 'journal.jsonl')).split('\n').length - 1);
  expect(await fileOf(out, 'results.csv')).toBe(await fileOf(once(), 'results.csv'));
});

test('Ctrl-C keeps what is finished, says how to go on, and exits with 130', async () => {
  const out = join(folder, 'stopped');
  const { pid, ended } = start(sweepArgs(out, '--workers', '1'));
  await recordsIn(out, 2);
  process.kill(-pid, 'SIGINT');
  const { code, err } = await ended;
  expect(code).toBe(130);
  expect(err).toMatch(/^Cancelled with \d+ of \d+ shards finished\. Run the same command with --resume to go on\.\n$/);
  expect(await fileOf(out, 'results.csv')).toMatch(/^cell,/);
  const other = await runCommand(...sweepArgs(out, '--resume', '--seed', '3'));
  expect(other).toMatchObject({ code: 1, err: expect.stringContaining('(seeds 1 there, 3 here)') });
  expect(await runCommand(...sweepArgs(out, '--resume'))).toMatchObject({ code: 0 });
  expect(await fileOf(out, 'results.csv')).toBe(await fileOf(once(), 'results.csv'));
});

/** Resolves when the journal holds that many records. */
async function recordsIn(out: string, count: number): Promise<void> {
  for (;;) {
    const text = await fileOf(out, 'journal.jsonl').catch(() => '');
    if (text.split('\n').length > count) return;
    await setTimeout(5);
  }
}
