import type { Population, SpikingNetwork } from '../../src/shared/conversion/network.ts';
import {
  digitLikeSample,
  integrateAndFire,
  randomWeights,
  sameWindow,
  withOutputs,
} from '../bench/syntheticNetworks.ts';

/** A convolution with max pooling and a dense output, with random weights: all that a batch needs, in little time. */
export function smallNetwork(): SpikingNetwork {
  const synapses = [
    { kind: 'convolution', source: 0, weights: randomWeights(100, 0.5), window: sameWindow(5), groups: 1, delay: 0 },
  ] as const;
  const window = { size: [2, 2], strides: [2, 2], before: [0, 0] } as const;
  const populations: readonly Population[] = [
    { name: 'input', shape: [28, 28, 1], dynamics: { kind: 'input', amplitudes: null } },
    { name: 'convolution', shape: [28, 28, 4], dynamics: integrateAndFire(synapses, 0.7) },
    {
      name: 'pooling',
      shape: [14, 14, 4],
      dynamics: { kind: 'maximumGate', rule: 'gated', source: 1, window, delay: 0 },
    },
  ];
  return withOutputs('small', populations, 10);
}

/** Samples that differ: a digit in so many shades. */
export function smallSamples(count: number): readonly Float32Array[] {
  const digit = digitLikeSample();
  return Array.from({ length: count }, (_, index) => digit.map((value) => (value * (1 + index)) / count));
}
