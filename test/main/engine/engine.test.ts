import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createEngine, type Engine } from '../../../src/main/engine/engine.ts';
import { forkChildren } from '../../../src/main/engine/fork.ts';
import type { SweepRequest } from '../../../src/main/engine/runSweep.ts';
import type { WorkerProcess } from '../../../src/main/engine/workerProcess.ts';
import type { Progress } from '../../../src/shared/api/engineViews.ts';
import { demoData, demoModel } from '../cli/commandLine.ts';

const forkWorker = forkChildren(fileURLToPath(new URL('../../../dist/main/worker.js', import.meta.url)));

/** An engine whose worker processes can be reached. */
function openEngine(workers: number): { engine: Engine; processes: WorkerProcess[] } {
  const processes: WorkerProcess[] = [];
  const engine = createEngine(workers, () => {
    const process = forkWorker();
    processes.push(process);
    return process;
  });
  onTestFinished(() => engine.close());
  return { engine, processes };
}

async function askFor(engine: Engine): Promise<SweepRequest> {
  const request = { path: demoData, split: null, offset: 3, limit: 40, scaling: null };
  const files = await engine.open(demoModel, request);
  const settings = {
    model: files.model,
    data: files.data,
    presets: ['annarchy', 'rueckauer'],
    changes: [{}],
    encodings: [{ kind: 'poisson', maxRate: 200 }],
    thresholds: [1],
    readouts: [{ kind: 'spikeCount' }, { kind: 'timeToKSpikes', k: 2 }],
    durations: [20],
    seeds: [5],
    timeStep: 1,
    calibration: { split: 'train', samples: 20 },
  } as const;
  return { settings, files, store: null, provenance: { spikebench: '0', node: '0', platform: '0' } };
}

test('a sweep gives the same record on one worker, on two, and on two of which two die', async () => {
  const alone = openEngine(1);
  const { record } = await alone.engine.sweep(await askFor(alone.engine));
  expect(record.cells.map(({ tally }) => [tally?.from, tally?.count])).toEqual([
    [3, 40],
    [3, 40],
  ]);

  const pair = openEngine(2);
  expect((await pair.engine.sweep(await askFor(pair.engine))).record).toEqual(record);

  const mortal = openEngine(2);
  let reports = 0;
  const killSome = ({ phase }: Progress): void => {
    if (phase === 'simulate' && ++reports <= 2) mortal.processes.at(-1)!.kill();
  };
  expect((await mortal.engine.sweep(await askFor(mortal.engine), { onProgress: killSome })).record).toEqual(record);
  expect(mortal.processes.length).toBeGreaterThan(2);
});

test('progress counts samples times networks, from nothing to everything', async () => {
  const { engine } = openEngine(2);
  const seen: Progress[] = [];
  await engine.sweep(await askFor(engine), { onProgress: (progress) => seen.push(progress) });
  const simulated = seen.filter(({ phase }) => phase === 'simulate');
  expect(simulated[0]).toEqual({ phase: 'simulate', done: 0, total: 80 });
  expect(simulated.at(-1)).toEqual({ phase: 'simulate', done: 80, total: 80 });
});

test('an abort ends a sweep with what is finished', async () => {
  const { engine } = openEngine(1);
  const controller = new AbortController();
  const stopSoon = ({ phase, done }: Progress): void => {
    if (phase === 'simulate' && done > 20) controller.abort();
  };
  const request = await askFor(engine);
  const { finished, total, record } = await engine.sweep(request, { signal: controller.signal, onProgress: stopSoon });
  expect(finished).toBeGreaterThan(0);
  expect(finished).toBeLessThan(total);
  expect(record.cells.map(({ tally }) => tally)).toEqual([null, null]);
});

test('data without labels are refused', async () => {
  const { engine } = openEngine(1);
  const request = await askFor(engine);
  const files = { ...request.files, labels: null };
  await expect(engine.sweep({ ...request, files })).rejects.toThrow('has no labels');
});
