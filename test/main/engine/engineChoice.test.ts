import { getBackend, setBackend } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createTaskRunner } from '../../../src/main/engine/tasks/runTask.ts';
import type { OpenedFiles } from '../../../src/shared/api/engineViews.ts';
import type { Prepared, PrepareTask, SimulateTask, Task, TaskResult } from '../../../src/shared/api/tasks.ts';
import type { SimulationEngine } from '../../../src/shared/simulation/engine.ts';
import { type EngineName, engineNames } from '../../../src/shared/simulation/engineName.ts';
import { referenceEngine } from '../../../src/shared/simulation/kernels/reference.ts';
import { simdEngine } from '../../../src/shared/simulation/kernels/simd.ts';
import { tensorEngine } from '../../../src/shared/simulation/tensors/tensorEngine.ts';
import type { SweepSettings } from '../../../src/shared/sweep/plan.ts';
import { planSweep } from '../../../src/shared/sweep/planSweep.ts';
import { simulatedBy } from '../../../src/shared/sweep/simulatedBy.ts';
import { demoData, demoModel } from '../cli/commandLine.ts';

/** One worker, in this process, so that it can be seen which engine it loads. */
const run = createTaskRunner();
const engines = { simd: simdEngine, reference: referenceEngine, tensorflow: tensorEngine } satisfies Partial<
  Record<EngineName, SimulationEngine>
>;

let settings: SweepSettings;
let prepared: Prepared;
beforeAll(async () => {
  const asked = { path: demoData, split: null, offset: 0, limit: 4, scaling: null };
  const { model, data } = await ask<OpenedFiles>({ kind: 'open', model: demoModel, data: asked });
  settings = {
    model,
    data,
    presets: ['calibrated', 'diehl2015'],
    changes: [{}],
    encodings: [{ kind: 'poisson', maxRate: 500 }],
    thresholds: [1],
    readouts: [{ kind: 'membranePotential' }],
    durations: [12],
    seeds: [1],
    timeStep: 1,
    calibration: { split: 'train', samples: 20 },
  };
  prepared = await ask<Prepared>(preparation('simd'));
});
afterEach(() => vi.restoreAllMocks());

describe('the engine of a worker', () => {
  test('is the one that the settings name, also for networks that another engine has just simulated', async () => {
    const simulated: EngineName[] = [];
    for (const engine of Object.values(engines)) {
      const { load } = engine;
      vi.spyOn(engine, 'load').mockImplementation((...given) => {
        const loaded = load.call(engine, ...given);
        return {
          ...loaded,
          simulate: (...what) => {
            simulated.push(engine.name);
            return loaded.simulate(...what);
          },
        };
      });
    }
    const results: TaskResult[] = [];
    for (const name of ['simd', 'reference', 'tensorflow', 'reference'] as const) {
      simulated.length = 0;
      results.push(await run(shard(name), () => Promise.resolve()));
      expect(new Set(simulated)).toEqual(new Set([name]));
    }
    const [simd, reference, tensors, again] = results;
    expect(reference).toEqual(simd);
    expect(again).toEqual(simd);
    expect(predictionsOf(tensors)).toEqual(predictionsOf(simd));
  });

  test('gives a sign of life after each network where it is slow, and counts samples all the same', async () => {
    const reported = async (name: EngineName): Promise<readonly number[]> => {
      const seen: number[] = [];
      await run(shard(name), (done) => Promise.resolve(void seen.push(done)));
      return seen;
    };
    expect(await reported('simd')).toEqual([1, 2, 3, 4]);
    expect(await reported('reference')).toEqual([0, 1, 1, 2, 2, 3, 3, 4]);
  });

  test('computes on the tensors that it says, whatever the worker did before', async () => {
    const { engine } = await ask<Prepared>(preparation('tensorflow'));
    expect(engine).toMatch(/^tensorflow \((tfjs-node|tfjs wasm)\)$/);
    await run(shard('tensorflow'), () => Promise.resolve());
    await import('@tensorflow/tfjs-backend-cpu');
    await setBackend('cpu');
    await run(shard('tensorflow'), () => Promise.resolve());
    expect(getBackend()).toBe(engine.includes('wasm') ? 'wasm' : 'tensorflow');
  });

  test.each(engineNames)('does not change what is prepared: %s', async (name) => {
    const load = vi.spyOn(simdEngine, 'load');
    const { engine, ...others } = await ask<Prepared>(preparation(name));
    expect(engine.split(' ')[0]).toBe(name);
    expect({ ...others, engine: 'simd' }).toEqual(prepared);
    expect(load).toHaveBeenCalled(); // the correction of `calibrated` simulates
  });

  test('is nowhere in a worker where it is the GPU of a window', async () => {
    await expect(run(shard('webgpu'), () => Promise.resolve())).rejects.toMatchObject({
      problem: { area: 'setting', kind: 'engineElsewhere', engine: 'webgpu' },
      message: expect.stringContaining('open the workbench') as string,
    });
  });
});

function shard(name: EngineName): SimulateTask {
  const asked = simulatedBy(settings, name);
  const { simulations, steps } = planSweep(asked);
  const { calibrations } = prepared;
  const analogClasses = [0, 0, 0, 0];
  return { kind: 'simulate', settings: asked, simulations, calibrations, steps, from: 0, count: 4, analogClasses };
}

function preparation(name: EngineName): PrepareTask {
  const asked = simulatedBy(settings, name);
  return { kind: 'prepare', settings: asked, simulations: planSweep(asked).simulations };
}

async function ask<Result extends TaskResult>(task: Task): Promise<Result> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each kind of task has its kind of result
  return (await run(task, () => Promise.resolve())) as Result;
}

function predictionsOf(result: TaskResult | undefined): unknown {
  return Array.isArray(result)
    ? result.map((tally) => ('readouts' in tally ? tally.readouts[0]!.predictions : null))
    : null;
}
