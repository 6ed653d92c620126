import { simdEngine } from '../../src/shared/simulation/kernels/simd.ts';
import { createDenseSimulation } from './denseTfjs.ts';
import type { TaskPool } from './inProcess.ts';
import { meanOverSamples } from './timing.ts';
import { prepare, type Subject } from './workloads.ts';

/** The preset rueckauer under constant current: the engine against a dense simulation on tfjs, both on one core, processor time. */
export interface DenseRow {
  readonly network: string;
  readonly steps: number;
  readonly samples: number;
  /** Samples that tfjs simulates at a time: the fastest of those tried. */
  readonly batch: number;
  readonly batchesTried: readonly { readonly batch: number; readonly millisecondsPerSample: number }[];
  readonly tfjsMillisecondsPerSample: number;
  readonly millisecondsPerSample: number;
  readonly ratio: number;
  /** Samples to which both give the same class. */
  readonly agreed: number;
  /** Largest difference of an output potential, relative to the largest potential. */
  readonly difference: number;
}

/** Larger ones are tried while they help. */
const batches = [1, 4, 16, 64, 256];
const trialSteps = 25;

export async function measureDense(
  pool: TaskPool,
  subject: Subject,
  samples: number,
  rounds: number,
): Promise<DenseRow> {
  const most = Math.max(samples, batches.at(-1)!);
  const flags = { preset: 'rueckauer', encoding: 'constant-current', limit: String(most) };
  const prepared = await prepare(pool, subject, flags);
  const [network] = prepared.networks;
  const { steps, simulations } = prepared.plan;
  const dense = await createDenseSimulation(network!);
  try {
    const batchesTried: { batch: number; millisecondsPerSample: number }[] = [];
    for (const batch of batches) {
      const some = prepared.samples.slice(0, batch);
      await dense.run(some, 2);
      const trials = [await dense.run(some, trialSteps), await dense.run(some, trialSteps)];
      const least = Math.min(...trials.map(({ milliseconds }) => milliseconds));
      const millisecondsPerSample = (least / batch / trialSteps) * steps;
      const before = batchesTried.at(-1);
      batchesTried.push({ batch, millisecondsPerSample });
      if (before !== undefined && millisecondsPerSample > 0.97 * before.millisecondsPerSample) break;
    }
    const { batch } = batchesTried.reduce((a, b) => (b.millisecondsPerSample < a.millisecondsPerSample ? b : a));

    const chosen = prepared.samples.slice(0, Math.max(batch, Math.floor(samples / batch) * batch));
    let tfjs = 0;
    const potentials: number[] = [];
    for (let first = 0; first < chosen.length; first += batch) {
      const part = chosen.slice(first, first + batch);
      const runs = [];
      for (let round = 0; round < rounds; round++) runs.push(await dense.run(part, steps));
      tfjs += Math.min(...runs.map(({ milliseconds }) => milliseconds));
      potentials.push(...runs[0]!.potentials);
    }
    const loaded = simdEngine.load([network!], simulations[0]!.encoding, steps);
    const ours: number[] = [];
    const classes = potentials.length / chosen.length;
    for (const [sample, values] of chosen.entries()) {
      const [recording] = loaded.simulate(values, { seed: 1, sample });
      ours.push(...recording!.outputPotentials.subarray((steps - 1) * classes));
    }
    const millisecondsPerSample = meanOverSamples(chosen.length, rounds, (sample) => {
      loaded.simulate(chosen[sample]!, { seed: 1, sample });
    });
    const tfjsMillisecondsPerSample = tfjs / chosen.length;
    const largest = Math.max(...ours.map(Math.abs));
    return {
      network: subject.name,
      steps,
      samples: chosen.length,
      batch,
      batchesTried,
      tfjsMillisecondsPerSample,
      millisecondsPerSample,
      ratio: tfjsMillisecondsPerSample / millisecondsPerSample,
      agreed: chosen.filter((_, sample) => bestClass(ours, sample, classes) === bestClass(potentials, sample, classes))
        .length,
      difference: Math.max(...ours.map((value, index) => Math.abs(value - potentials[index]!))) / largest,
    };
  } finally {
    dense.dispose();
  }
}

function bestClass(scores: readonly number[], sample: number, classes: number): number {
  const own = scores.slice(sample * classes, (sample + 1) * classes);
  return own.indexOf(Math.max(...own));
}
