import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { type FolderUse, openResults, type PartialResult } from '../../../src/main/store/resultsStore.ts';
import type { Tally } from '../../../src/shared/metrics/tally.ts';
import type { SweepSettings } from '../../../src/shared/sweep/plan.ts';

const settings: SweepSettings = {
  model: { path: 'a.keras', sha256: 'aa' },
  data: { path: 'd.npz', sha256: 'dd', split: 'test', offset: 0, count: 2, scaling: 'unit' },
  presets: ['rueckauer'],
  changes: [{}],
  encodings: [{ kind: 'constantCurrent' }],
  thresholds: [1],
  readouts: [{ kind: 'spikeCount' }],
  durations: [1],
  seeds: [1],
  timeStep: 1,
  calibration: { split: 'train', samples: 5 },
};

const tally: Tally = {
  from: 0,
  count: 1,
  analogCorrect: 1,
  readouts: [{ correct: [1], agreement: [1], tied: [0], predictions: [3], kept: null, courses: null }],
  spikes: [4],
  synapticOperations: [40],
  populations: ['input'],
  populationSpikes: [[4]],
};
const results: readonly PartialResult[] = [
  { simulation: 'abc', tally },
  { simulation: 'abc', tally: { ...tally, from: 1 } },
];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spikebench-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

async function open(use: FolderUse, asked: SweepSettings = settings, version = '1.0.0') {
  const store = await openResults(join(folder, 'out'), asked, use, version);
  await store.close();
  return store;
}

async function fill(): Promise<string> {
  const store = await openResults(join(folder, 'out'), settings, 'new', '1.0.0');
  for (const result of results) await store.append([result]);
  await store.close();
  return join(folder, 'out/journal.jsonl');
}

test('what was appended is found again', async () => {
  await fill();
  expect(await open('resume')).toMatchObject({ finished: results, notes: [] });
});

test('a torn last line is dropped with a note, and the journal goes on behind the last whole one', async () => {
  const journal = await fill();
  const { size } = await stat(journal);
  await truncate(journal, size - 5);
  expect(await open('resume')).toMatchObject({
    finished: [results[0]],
    notes: ['The last record was not written whole, and will be simulated again.'],
  });
  const store = await openResults(join(folder, 'out'), settings, 'resume', '1.0.0');
  await store.append([results[1]!]);
  await store.close();
  expect((await open('resume')).finished).toEqual(results);
});

test('a record whose text was changed does not count, nor do those behind it', async () => {
  const journal = await fill();
  await writeFile(journal, (await readFile(journal, 'utf8')).replace('"spikes":[4]', '"spikes":[5]'));
  expect(await open('resume')).toMatchObject({ finished: [], notes: [expect.stringContaining('2 records')] });
});

test('a record that stands twice counts once', async () => {
  const journal = await fill();
  await appendFile(journal, (await readFile(journal, 'utf8')).split('\n')[0]! + '\n');
  expect((await open('resume')).finished).toHaveLength(2);
});

test('a folder with results is left alone unless one resumes or replaces', async () => {
  await fill();
  await expect(open('new')).rejects.toThrow('already holds results. Add --resume');
  expect((await open('replace')).finished).toEqual([]);
});

test.each<[string, SweepSettings, string]>([
  ['thresholds', { ...settings, thresholds: [1, 0.8] }, 'thresholds 1 there, 1, 0.8 here'],
  ['model', { ...settings, model: { path: 'a.keras', sha256: 'bb' } }, 'model of SHA-256 aa there, bb here'],
  ['number of samples', { ...settings, data: { ...settings.data, count: 3 } }, 'number of samples 2 there, 3 here'],
  [
    'encodings',
    { ...settings, encodings: [{ kind: 'poisson', maxRate: 50 }] },
    'constant-current there, poisson-50 here',
  ],
])('another sweep is told by its %s', async (_, asked, difference) => {
  await fill();
  await expect(open('resume', asked)).rejects.toThrow(difference);
});

test('results of another version are not mixed with these', async () => {
  await fill();
  await expect(open('resume', settings, '2.0.0')).rejects.toThrow('made by Spikebench 1.0.0, this is 2.0.0');
});

test('the same files at another path are the same sweep', async () => {
  await fill();
  const moved = { ...settings, model: { path: '/elsewhere/a.keras', sha256: 'aa' } };
  expect((await open('resume', moved)).finished).toEqual(results);
});

test('a path that is a file cannot be the folder', async () => {
  await writeFile(join(folder, 'out'), '');
  await expect(open('new')).rejects.toThrow('cannot be written: it is a file, not a folder.');
});

test('a plan of which nothing is finished stands in the way of no other', async () => {
  await open('new');
  expect((await open('new', { ...settings, thresholds: [2] })).finished).toEqual([]);
  expect((await open('resume', settings)).finished).toEqual([]);
});
