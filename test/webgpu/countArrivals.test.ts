import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { populationSize } from '../../src/shared/conversion/network.ts';
import { simdEngine } from '../../src/shared/simulation/kernels/simd.ts';
import { drawNetwork, drawSample, type PopulationKind } from '../shared/simulation/randomNetworks.ts';
import { countArrivals } from './countArrivals.ts';

const kinds: readonly PopulationKind[] = ['dense', 'convolution', 'depthwise', 'averagePooling'];

it('the weights that are counted as added are the synaptic operations that engines record', () => {
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const network = drawNetwork(draw, draw(fc.array, fc.constantFrom(...kinds), { minLength: 1, maxLength: 2 }));
      const encoding = { kind: 'poisson', maxRate: 400 } as const;
      const sample = drawSample(draw, populationSize(network.populations[0]!));
      const loaded = simdEngine.load([network], encoding, 10);
      const [recording] = loaded.simulate(sample, { seed: 1, sample: 0 }, { trains: true });
      const arrivals = countArrivals(network, encoding, recording!);
      // The accumulating copy of the output adds as much as the spiking one, and engines count it once.
      const additions = arrivals
        .filter((_, index) => index !== network.outputs.accumulating)
        .reduce((sum, each) => sum + each.additions, 0);
      expect(additions).toBe(recording!.synapticOperations.reduce((sum, count) => sum + count, 0));
      expect(arrivals[network.outputs.accumulating]!.additions).toBe(arrivals[network.outputs.spiking]!.additions);
    }),
    { numRuns: 50 },
  );
});
