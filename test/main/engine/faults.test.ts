import { expect, test } from 'vitest';
import type { Pool } from '../../../src/main/engine/pool.ts';
import { runSweep, type SweepRequest } from '../../../src/main/engine/runSweep.ts';
import type { PartialResult } from '../../../src/main/store/resultsStore.ts';
import type { OpenedFiles } from '../../../src/shared/api/engineViews.ts';
import type { SimulateTask, Task, TaskResult } from '../../../src/shared/api/tasks.ts';
import { noCalibration } from '../../../src/shared/conversion/calibration.ts';
import type { Tally } from '../../../src/shared/metrics/tally.ts';
import { type Problem, WorkbenchError } from '../../../src/shared/problems/problems.ts';
import { describeFailedCells, failedCells, type FailedCells } from '../../../src/shared/results/failedCells.ts';
import type { SweepSettings } from '../../../src/shared/sweep/plan.ts';

/** Faults of single cells, with a pool that does what the test says: the real ones are in `npm run torture`. */

const count = 60;
const settings: SweepSettings = {
  model: { path: 'a.keras', sha256: 'aa' },
  data: { path: 'd.npz', sha256: 'dd', split: 'test', offset: 0, count, scaling: 'unit' },
  presets: ['rueckauer'],
  changes: [{}],
  encodings: [{ kind: 'constantCurrent' }],
  thresholds: [0.5, 1, 2],
  readouts: [{ kind: 'spikeCount' }],
  durations: [1],
  seeds: [1],
  timeStep: 1,
  calibration: { split: 'train', samples: 5 },
};
const files: OpenedFiles = {
  model: settings.model,
  data: settings.data,
  splits: ['test'],
  labels: Array.from({ length: count }, () => 0),
  classNames: ['0', '1'],
};
const lost: Problem = { area: 'run', kind: 'workerLost', task: 'it', attempts: 3, reason: 'signal SIGKILL' };
const evaluation = { predictions: Array.from({ length: count }, () => 0), outputs: null, backend: 'cpu' };

interface Orders {
  /** What a simulation of these thresholds ends with; null: it goes well. */
  readonly fault: (thresholds: readonly number[], task: SimulateTask) => Error | null;
  /** What stands against the conversion of a threshold. */
  readonly problem?: (threshold: number) => Problem | null;
}

function createPool({ fault, problem = () => null }: Orders) {
  const asked: { readonly thresholds: readonly number[]; readonly attempts: number | undefined }[] = [];
  const run = async (task: Task, options: Parameters<Pool['run']>[1] = {}): Promise<TaskResult> => {
    await Promise.resolve();
    if (task.kind === 'prepare') {
      const { simulations } = task;
      return {
        calibrations: simulations.map(() => noCalibration),
        notes: simulations.map(() => []),
        works: simulations.map(() => null),
        problems: simulations.map(({ threshold }) => problem(threshold)),
        analogWork: { macs: 1, additions: 0 },
        engine: 'fake',
      };
    }
    if (task.kind !== 'simulate') throw new Error('not asked here');
    const thresholds = task.simulations.map(({ threshold }) => threshold);
    asked.push({ thresholds, attempts: options.attempts });
    const error = fault(thresholds, task);
    if (error !== null) throw error;
    return thresholds.map((threshold) => tallyOf(task, threshold));
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the results fit the tasks, which the compiler cannot pair
  return { asked, pool: { size: 2, run, close() {} } as Pool };
}

function tallyOf({ from, count: samples }: SimulateTask, threshold: number): Tally {
  const lists = { correct: [samples], agreement: [samples], tied: [0], kept: null, courses: null };
  return {
    from,
    count: samples,
    analogCorrect: samples,
    readouts: [{ ...lists, predictions: Array.from({ length: samples }, () => 0) }],
    spikes: [10 * threshold * samples],
    synapticOperations: [samples],
    populations: ['input'],
    populationSpikes: Array.from({ length: samples }, () => [10 * threshold]),
  };
}

function request(stored: PartialResult[]): SweepRequest {
  const store = {
    get finished() {
      return [...stored];
    },
    async append(results: readonly PartialResult[]) {
      stored.push(...results);
    },
  };
  return { settings, files, store, provenance: { spikebench: '0', node: '0', platform: '0' } };
}

const noGpu = { run: () => Promise.reject(new Error('nobody asked for a GPU')) };
const sweep = (pool: Pool, stored: PartialResult[], heard: FailedCells[] = []) =>
  runSweep({ pool, gpu: noGpu }, async () => evaluation, request(stored), {
    onFailure: (failed) => heard.push(failed),
  });

const fine = createPool({ fault: () => null });
const undisturbed = (await sweep(fine.pool, [])).record;

test('one network that ends its worker fails its own cell; the others of its group are simulated alone and finish', async () => {
  const { pool, asked } = createPool({
    fault: (thresholds) => (thresholds.includes(1) ? new WorkbenchError(lost) : null),
  });
  const stored: PartialResult[] = [];
  const heard: FailedCells[] = [];
  const { record, finished, total } = await sweep(pool, stored, heard);
  const reason = 'A worker process ended 3 times while it worked on it: signal SIGKILL.';
  expect(record.cells.map(({ tally, failure }) => [tally === null, failure])).toEqual([
    [false, null],
    [true, reason],
    [false, null],
  ]);
  expect(record.cells[0]).toEqual(undisturbed.cells[0]);
  expect(heard).toEqual([{ cells: [1], reason }]);
  expect(finished).toBe(0);
  // Once the culprit is known, nothing is lost over it again.
  expect(asked.filter(({ thresholds }) => thresholds.includes(1)).length).toBeLessThan(total / 2);
  expect(asked.filter(({ attempts }) => attempts === 1).every(({ thresholds }) => thresholds.length === 1)).toBe(true);

  const again = await sweep(fine.pool, stored);
  expect(again.record).toEqual(undisturbed);
  expect(again.finished).toBe(again.total);
});

test('going on simulates only what is missing of a shard', async () => {
  const stored: PartialResult[] = [];
  await sweep(createPool({ fault: (all) => (all.includes(2) ? new WorkbenchError(lost) : null) }).pool, stored);
  const { pool, asked } = createPool({ fault: () => null });
  await sweep(pool, stored);
  expect(new Set(asked.flatMap(({ thresholds }) => thresholds))).toEqual(new Set([2]));
});

test('a cell that cannot be converted is left out in words, and the others run', async () => {
  const problem: Problem = { area: 'conversion', kind: 'noSpikingLayers', model: 'net' };
  const heard: FailedCells[] = [];
  const { pool, asked } = createPool({ fault: () => null, problem: (threshold) => (threshold === 2 ? problem : null) });
  const { record } = await sweep(pool, [], heard);
  expect(record.cells.map(({ tally }) => tally !== null)).toEqual([true, true, false]);
  expect(describeFailedCells(heard[0]!, settings, record.cells)).toMatch(/^1 of 3 cells \(threshold 2\) failed: .*net/);
  expect(failedCells(record)).toEqual(heard);
  expect(asked.flatMap(({ thresholds }) => thresholds)).not.toContain(2);
});

test('a sweep of which nothing can be converted is refused', async () => {
  const problem: Problem = { area: 'conversion', kind: 'noSpikingLayers', model: 'net' };
  await expect(sweep(createPool({ fault: () => null, problem: () => problem }).pool, [])).rejects.toMatchObject({
    problem,
  });
});

test('a bug in one network, such as a memory that does not grow, fails its cell alone', async () => {
  const { pool } = createPool({
    fault: (all) => (all.includes(0.5) ? new RangeError('Array buffer allocation failed') : null),
  });
  const { record } = await sweep(pool, []);
  expect(record.cells.map(({ failure }) => failure)).toEqual([
    'Spikebench has a bug: Array buffer allocation failed.',
    null,
    null,
  ]);
});

test('a file that is gone ends the sweep: no cell could go on without it', async () => {
  const gone: Problem = { area: 'file', kind: 'fileMissing', path: 'd.npz' };
  const { pool, asked } = createPool({ fault: (_, { from }) => (from > 10 ? new WorkbenchError(gone) : null) });
  await expect(sweep(pool, [])).rejects.toMatchObject({ problem: gone });
  expect(asked.length).toBeLessThan(20);
});
