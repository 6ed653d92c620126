import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { populationSize, type SpikingNetwork } from '../../src/shared/conversion/network.ts';
import { simdEngine } from '../../src/shared/simulation/kernels/simd.ts';
import type { Recording } from '../../src/shared/simulation/recording.ts';
import { syntheticCnn, digitLikeSample } from '../bench/syntheticNetworks.ts';
import { drawNetwork, drawSample, type PopulationKind } from '../shared/simulation/randomNetworks.ts';
import { countArrivals } from './countArrivals.ts';

const kinds: readonly PopulationKind[] = ['dense', 'convolution', 'depthwise', 'averagePooling'];
const poisson = { kind: 'poisson', maxRate: 400 } as const;
const steps = 10;

it('the weights that are counted as added are the synaptic operations that engines record', () => {
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const network = drawNetwork(draw, draw(fc.array, fc.constantFrom(...kinds), { minLength: 1, maxLength: 2 }));
      const recording = record(network, drawSample(draw, populationSize(network.populations[0]!)));
      const arrivals = countArrivals(network, poisson, recording, network.populations.map(populationSize));
      // The accumulating copy of the output adds as much as the spiking one, and engines count it once.
      const additions = arrivals
        .filter((_, index) => index !== network.outputs.accumulating)
        .reduce((sum, each) => sum + each.additions, 0);
      expect(additions).toBe(recording.synapticOperations.reduce((sum, count) => sum + count, 0));
      expect(arrivals[network.outputs.accumulating]!.additions).toBe(arrivals[network.outputs.spiking]!.additions);
    }),
    { numRuns: 50 },
  );
});

it('threads that own a neuron each wait for nobody where a warp has one pixel, and four lanes share what they look at', () => {
  const network = syntheticCnn();
  const recording = record(network, digitLikeSample());
  const sizes = network.populations.map(populationSize);
  // The second convolution: 64 channels, whose threads of a warp look at the same words.
  const [one, four] = [1, 4].map(
    (lanes) =>
      countArrivals(
        network,
        poisson,
        recording,
        sizes.map((size) => size / lanes),
      )[3]!,
  );
  const { additions } = one!;
  const looks = one!.events - additions - sizes[3]! * steps;
  // Windows of 80 neurons, 5 rows, in 2 to 4 words of 32 each; fewer at the border.
  expect(looks / (sizes[3]! * steps)).toBeGreaterThan(10);
  expect(looks / (sizes[3]! * steps)).toBeLessThan(20);
  expect(four!.additions).toBe(additions);
  // Two pixels in a warp then, which wait for each other: more than a quarter, less than all.
  expect(four!.events).toBeGreaterThan(one!.events / 4);
  expect(four!.events).toBeLessThan(one!.events / 2);
});

function record(network: SpikingNetwork, sample: Float32Array): Recording {
  const loaded = simdEngine.load([network], poisson, steps);
  return loaded.simulate(sample, { seed: 1, sample: 0 }, { trains: true })[0]!;
}
