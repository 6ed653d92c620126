import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { forkChildren } from '../../../src/main/engine/fork.ts';
import { createPool, type Pool, type PoolOptions } from '../../../src/main/engine/pool.ts';
import { createSilenceWatch, patienceOf, timesThePatience, usualPatience } from '../../../src/main/engine/silence.ts';
import type { Task } from '../../../src/shared/api/tasks.ts';
import { type EngineName, engineNames } from '../../../src/shared/simulation/engineName.ts';
import { simulatedBy } from '../../../src/shared/sweep/simulatedBy.ts';
import { exampleRecord } from '../../shared/results/exampleRecord.ts';
import type { ForkWorker, WorkerProcess } from '../../../src/main/engine/workerProcess.ts';

const forkFake = forkChildren(fileURLToPath(new URL('fakeWorker.mjs', import.meta.url)));

function openPool(size: number, fork: ForkWorker = forkFake, options: PoolOptions = {}): Pool {
  const pool = createPool(size, fork, options);
  onTestFinished(() => pool.close());
  return pool;
}

const ask = (pool: Pool, order: string, signal?: AbortSignal) =>
  pool.run({ kind: 'describe', model: order }, { signal });

test('tasks are answered, each to the one who asked', async () => {
  const pool = openPool(2);
  const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => ask(pool, `answer:${name}`)));
  expect(answers.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('progress is reported before the answer', async () => {
  const pool = openPool(1);
  const seen: number[] = [];
  await pool.run({ kind: 'describe', model: 'progress:a' }, { onProgress: (done) => seen.push(done) });
  expect(seen).toEqual([1, 2]);
});

test('a Problem arrives as a WorkbenchError, a bug with the stack of the worker', async () => {
  const pool = openPool(1);
  await expect(ask(pool, 'problem:x.keras')).rejects.toMatchObject({
    problem: { kind: 'fileMissing', path: 'x.keras' },
  });
  await expect(ask(pool, 'bug:oh')).rejects.toMatchObject({
    message: 'oh',
    stack: expect.stringContaining('somewhere'),
  });
});

test('a task that ends its worker is tried three times, then it is a Problem that says how it ended', async () => {
  const pool = openPool(1);
  await expect(ask(pool, 'crash')).rejects.toMatchObject({
    problem: {
      kind: 'workerLost',
      task: 'reading "crash"',
      attempts: 3,
      reason: 'exit code 3, "Error: out of memory"',
    },
  });
  expect(await ask(pool, 'answer:after')).toMatchObject({ name: 'after' });
});

test('a worker that is killed is replaced and its task tried again', async () => {
  const processes: WorkerProcess[] = [];
  const pool = openPool(1, () => {
    const process = forkFake();
    processes.push(process);
    return process;
  });
  const first = processes[0]!;
  first.send = () => first.kill();
  expect(await ask(pool, 'answer:x')).toMatchObject({ name: 'x' });
  expect(processes).toHaveLength(2);
});

test('an abort rejects what waits and what runs, and other tasks go on', async () => {
  const pool = openPool(2);
  const controller = new AbortController();
  const stopped = [
    ask(pool, 'wait', controller.signal),
    ask(pool, 'wait', controller.signal),
    ask(pool, 'answer:never', controller.signal),
  ];
  const other = ask(pool, 'answer:other');
  controller.abort();
  expect((await Promise.allSettled(stopped)).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await other).toMatchObject({ name: 'other' });
});

test('a worker that gives no sign of life is ended, and the task tried again with more patience, in words at last', async () => {
  const lost: string[] = [];
  const pool = openPool(1, forkFake, { patience: 200, onLost: (reason) => lost.push(reason) });
  await expect(ask(pool, 'wait')).rejects.toMatchObject({
    problem: { kind: 'workerLost', attempts: 3, reason: 'it gave no sign of life for 1 s' },
  });
  expect(lost).toHaveLength(3);
}, 20_000);

test('a task that stops gently has a moment to keep what it has, and its worker stays; one that does not is ended', async () => {
  const pool = openPool(1, forkFake, { stopPatience: 500 });
  const stop = (order: string): Promise<unknown> => {
    const controller = new AbortController();
    const stopped = pool.run({ kind: 'describe', model: order }, { signal: controller.signal, stopsGently: true });
    setTimeout(() => controller.abort(), 100);
    return stopped;
  };
  const before = await ask(pool, 'answer:before');
  const began = performance.now();
  await expect(stop('gentle')).rejects.toMatchObject({ name: 'AbortError' });
  expect(performance.now() - began).toBeGreaterThan(140);
  // The fake worker answers with its process's number.
  expect(await ask(pool, 'answer:before')).toEqual(before);
  await expect(stop('stubborn')).rejects.toMatchObject({ name: 'AbortError' });
  expect(performance.now() - began).toBeGreaterThan(600);
  expect(await ask(pool, 'answer:before')).not.toEqual(before);
});

test('a task may be slow as long as it gives signs of life', async () => {
  const lost: string[] = [];
  const pool = openPool(1, forkFake, { patience: 1000, onLost: (reason) => lost.push(reason) });
  expect(await ask(pool, 'slow:2500')).toMatchObject({ name: 'slow' });
  expect(lost).toEqual([]);
}, 20_000);

test('patience grows with each attempt and with the longest silence that ended well', () => {
  const watch = createSilenceWatch(1000, 0);
  expect([1, 2, 3].map((attempt) => watch.patienceWith('simulate', attempt, 1))).toEqual([1000, 2000, 4000]);
  watch.learn('simulate', 300);
  expect([watch.patienceWith('simulate', 1, 1), watch.patienceWith('prepare', 1, 1)]).toEqual([6000, 1000]);
});

test('an engine that takes a hundred times as long has an hour between two signs of life', () => {
  const watch = createSilenceWatch(usualPatience, 0);
  const { settings } = exampleRecord();
  const taskOf = (engine: EngineName): Task => ({
    kind: 'simulate',
    settings: simulatedBy(settings, engine),
    simulations: [],
    calibrations: [],
    steps: 1,
    from: 0,
    count: 1,
    analogClasses: [],
  });
  const minutes = engineNames.map((engine) => [
    engine,
    watch.patienceWith('simulate', 1, timesThePatience(taskOf(engine))) / 60_000,
  ]);
  expect(Object.fromEntries(minutes)).toEqual({ simd: 10, tensorflow: 60, reference: 60, webgpu: 10 });
  const prepare = { kind: 'prepare', settings: simulatedBy(settings, 'tensorflow'), simulations: [] } as const;
  expect(timesThePatience(prepare)).toBe(1); // simd does it
});

test('a machine that slept makes no worker look dead, nor does a clock that goes back', () => {
  const watch = createSilenceWatch(60_000, 0);
  expect(watch.every).toBe(6000);
  expect([6000, 6000 + 8 * 3600_000, 100, 6100].map((now) => watch.tick(now))).toEqual([6000, 12_000, 0, 6000]);
});

test('the patience is ten minutes unless the environment says otherwise', () => {
  expect([{}, { SPIKEBENCH_PATIENCE: '5' }, { SPIKEBENCH_PATIENCE: 'x' }].map(patienceOf)).toEqual([
    600_000, 5000, 600_000,
  ]);
});
