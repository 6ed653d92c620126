import { encodingName } from '../../src/shared/simulation/encodingName.ts';
import { simdEngine } from '../../src/shared/simulation/kernels/simd.ts';
import type { Case } from './parity.ts';
import { meanOverSamples } from './timing.ts';

/** A trained network on one core, in this process: processor time of the engine alone. */
export interface WholeNetworkRow {
  readonly network: string;
  readonly preset: string;
  readonly encoding: string;
  readonly steps: number;
  readonly samples: number;
  readonly millisecondsPerSample: number;
  readonly samplesPerSecond: number;
  /** Synaptic operations. */
  readonly operationsPerSample: number;
  readonly operationsPerSecond: number;
  /** What the engine holds. */
  readonly megabytes: number;
}

export function measureWholeNetwork({ subject, prepared }: Case, rounds: number): WholeNetworkRow {
  const { plan, networks, samples } = prepared;
  const { preset, encoding, seed } = plan.simulations[0]!;
  const loaded = simdEngine.load([networks[0]!], encoding, plan.steps);
  const millisecondsPerSample = meanOverSamples(samples.length, rounds, (sample) => {
    loaded.simulate(samples[sample]!, { seed, sample });
  });
  const operations = samples.map((values, sample) => {
    const [recording] = loaded.simulate(values, { seed, sample });
    return recording!.synapticOperations.reduce((sum, count) => sum + count, 0);
  });
  const operationsPerSample = operations.reduce((sum, count) => sum + count, 0) / samples.length;
  return {
    network: subject.name,
    preset,
    encoding: encodingName(encoding),
    steps: plan.steps,
    samples: samples.length,
    millisecondsPerSample,
    samplesPerSecond: 1000 / millisecondsPerSample,
    operationsPerSample,
    operationsPerSecond: (operationsPerSample / millisecondsPerSample) * 1000,
    megabytes: loaded.bytes / 1e6,
  };
}
