import { isDeepStrictEqual } from 'node:util';
import type { SpikingNetwork } from '../../src/shared/conversion/network.ts';
import type { Encoding } from '../../src/shared/simulation/encoding.ts';
import { referenceEngine } from '../../src/shared/simulation/kernels/reference.ts';
import { simdEngine } from '../../src/shared/simulation/kernels/simd.ts';
import { digitLikeSample, syntheticAnnarchyCnn, syntheticCnn, syntheticMlp } from './syntheticNetworks.ts';
import { bestOf } from './timing.ts';

/** A whole network on one core. */
export interface NetworkRow {
  readonly network: string;
  readonly encoding: Encoding['kind'];
  readonly steps: number;
  readonly millisecondsPerSample: number;
  /** Million synaptic operations of a sample. */
  readonly operations: number;
  readonly megabytes: number;
  readonly equal: boolean;
}

const steps = 200;
const paritySteps = 12;

export function measureNetworks(): readonly NetworkRow[] {
  const constantCurrent: Encoding = { kind: 'constantCurrent' };
  const poisson: Encoding = { kind: 'poisson', maxRate: 100 };
  const bursting: Encoding = { kind: 'intrinsicallyBursting', maxCurrent: 100 };
  return [
    measureNetwork(syntheticCnn(), constantCurrent),
    measureNetwork(syntheticCnn(), poisson),
    measureNetwork(syntheticAnnarchyCnn(), bursting),
    measureNetwork(syntheticMlp(), constantCurrent),
    measureNetwork(syntheticMlp(), poisson),
    measureNetwork(syntheticMlp(), bursting),
  ];
}

function measureNetwork(network: SpikingNetwork, encoding: Encoding): NetworkRow {
  const sample = digitLikeSample();
  const draw = { seed: 1, sample: 0 };
  const [fast, reference] = [simdEngine, referenceEngine].map((engine) =>
    engine.load([network], encoding, paritySteps).simulate(sample, draw, { trains: true }),
  );
  const loaded = simdEngine.load([network], encoding, steps);
  let operations = 0;
  const millisecondsPerSample = bestOf(40, () => {
    operations = loaded.simulate(sample, draw)[0]!.synapticOperations.reduce((sum, count) => sum + count, 0);
  });
  return {
    network: network.name,
    encoding: encoding.kind,
    steps,
    millisecondsPerSample,
    operations: operations / 1e6,
    megabytes: loaded.bytes / 1e6,
    equal: isDeepStrictEqual(fast, reference),
  };
}
