import { engineInWords, workerEngine } from '../../src/main/engine/tasks/workerEngine.ts';
import { createComparison } from '../../src/main/engine/views/verifyEngines.ts';
import { encodingName } from '../../src/shared/simulation/encodingName.ts';
import type { LoadedNetworks, RandomDraw } from '../../src/shared/simulation/engine.ts';
import type { EngineName } from '../../src/shared/simulation/engineName.ts';
import type { Recording } from '../../src/shared/simulation/recording.ts';
import type { Case } from './parity.ts';
import { processorTimeOf } from './timing.ts';
import type { Flags } from './workloads.ts';

/** An engine on one core in this process, held against the reference over the same samples, spike by spike. */
export interface EngineRow {
  readonly network: string;
  readonly preset: string;
  readonly encoding: string;
  readonly steps: number;
  readonly samples: number;
  /** Its name, and what it computes with. */
  readonly engine: string;
  /** Processor time. */
  readonly millisecondsPerSample: number;
  /** The same over that of the SIMD engine. */
  readonly timesSimd: number;
  /** Spikes that it or the reference alone has, over those of the reference. */
  readonly differingShare: number;
  /** Samples whose class after the last step differs from the reference's. */
  readonly changedPredictions: number;
  /** Largest difference of an output potential, in units of the model. */
  readonly potentialDifference: number;
  /** Equal to the bit, or up to rounding where sums run in another order. */
  readonly agrees: boolean;
}

/** What engines are compared on: the default of `run` for as long as `verify` looks at it, and drawn spikes. */
export const engineSettings: readonly Flags[] = [
  { preset: 'calibrated', encoding: 'constant-current', duration: '64' },
  { preset: 'rueckauer', encoding: 'poisson-1000', duration: '64' },
];

/** What is rounding and no fault: docs/decisions/0090. */
const mostDiffering = 1e-4;

/** Every engine of a worker, SIMD first, on the first samples of a case. The tensor engine computes with whatever tfjs has here. */
export async function measureEngines({ subject, prepared }: Case, most: number): Promise<readonly EngineRow[]> {
  const { plan, networks, samples } = prepared;
  const { preset, encoding, seed } = plan.simulations[0]!;
  const [network] = networks;
  const compared = async (name: EngineName) => ({
    name,
    loaded: (await workerEngine(name)).load([network!], encoding, plan.steps),
    comparison: createComparison(await engineInWords(name), network!, plan.settings.readouts),
  });
  const engines = [await compared('simd'), await compared('reference'), await compared('tensorflow')];
  const count = Math.min(most, samples.length);
  for (let sample = 0; sample < count; sample++) {
    const draw = { seed, sample };
    const timed = engines.map(({ loaded, name }) => time(loaded, samples[sample]!, draw, name === 'simd'));
    const expected = timed[1]!;
    for (const [index, { comparison }] of engines.entries()) comparison.add(sample, expected, timed[index]!);
  }
  const found = engines.map(({ comparison }) => comparison.finish());
  return found.map((agreement, index) => {
    const { engine, populations, potentialDifference, milliseconds } = agreement;
    const spikes = populations.reduce((sum, population) => sum + population.spikes, 0);
    const differing = populations.reduce((sum, population) => sum + population.differing, 0);
    const differingShare = differing / Math.max(1, spikes);
    const changedPredictions = Math.max(...agreement.changedPredictions);
    const isRounding = differingShare < mostDiffering && changedPredictions === 0;
    return {
      network: subject.name,
      preset,
      encoding: encodingName(encoding),
      steps: plan.steps,
      samples: count,
      engine,
      millisecondsPerSample: milliseconds / count,
      timesSimd: milliseconds / found[0]!.milliseconds,
      differingShare,
      changedPredictions,
      potentialDifference,
      agrees: engines[index]!.name === 'tensorflow' ? isRounding : differing === 0 && potentialDifference === 0,
    };
  });
}

interface Timed {
  readonly recording: Recording;
  readonly milliseconds: number;
}

/** What a sample takes, and its recording with every spike. A fast engine is timed as in a sweep, which keeps no spikes, by the least of three. */
function time(loaded: LoadedNetworks, values: Float32Array, draw: RandomDraw, isFast: boolean): Timed {
  let recording: Recording | null = null;
  const withSpikes = processorTimeOf(() => {
    recording = loaded.simulate(values, draw, { trains: true })[0]!;
  });
  if (!isFast) return { recording: recording!, milliseconds: withSpikes };
  const milliseconds = Math.min(...[1, 2, 3].map(() => processorTimeOf(() => void loaded.simulate(values, draw))));
  return { recording: loaded.simulate(values, draw, { trains: true })[0]!, milliseconds };
}
