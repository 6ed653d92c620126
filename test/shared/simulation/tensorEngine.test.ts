import { memory } from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startTensorBackend } from '../../../src/main/engine/tensorBackend.ts';
import { windowCells } from '../../../src/shared/conversion/connectivity.ts';
import {
  type Population,
  type PopulationShape,
  populationSize,
  type SpikingNetwork,
} from '../../../src/shared/conversion/network.ts';
import type { Encoding } from '../../../src/shared/simulation/encoding.ts';
import { referenceEngine } from '../../../src/shared/simulation/kernels/reference.ts';
import { tensorEngine } from '../../../src/shared/simulation/tensors/tensorEngine.ts';
import { drawClockedNetwork } from './clockedNetworks.ts';
import { dyadicNetwork, dyadicValues } from './dyadicNetwork.ts';
import { drawNetwork, drawSample, encodings, populationKinds } from './randomNetworks.ts';

/** Those whose spikes stand for multiples of a power of two. */
const exactEncodings = encodings.filter((encoding) => encoding.kind !== 'timeToFirstSpike');

beforeAll(async () => {
  await startTensorBackend();
});

describe('the tensor engine equals the reference bit for bit where sums are exact', () => {
  for (const kind of populationKinds) {
    it(`for a population of kind ${kind}`, () => {
      fc.assert(
        fc.property(fc.gen(), (draw) => {
          const network = dyadicNetwork(drawNetwork(draw, [kind], drawInput(draw)));
          const sample = dyadicValues(drawSample(draw, populationSize(network.populations[0]!)));
          expectEqual(network, draw(fc.constantFrom<Encoding[]>, ...exactEncodings), 1 + draw(fc.nat, 9), sample);
        }),
        { numRuns: 25 },
      );
    });
  }

  it('for whole networks with branches and delays', () => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const kinds = draw(fc.array, fc.constantFrom(...populationKinds), { minLength: 2, maxLength: 4 });
        const network = dyadicNetwork(drawNetwork(draw, kinds, drawInput(draw)));
        const sample = dyadicValues(drawSample(draw, populationSize(network.populations[0]!)));
        expectEqual(network, draw(fc.constantFrom<Encoding[]>, ...exactEncodings), 8, sample);
      }),
      { numRuns: 25 },
    );
  });

  it('for codes with a clock, few-spike and first-spike', () => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const { network, steps } = drawClockedNetwork(draw);
        expectEqual(dyadicNetwork(network), { kind: 'constantCurrent' }, steps, dyadicValues(drawSample(draw, 72)));
      }),
      { numRuns: 15 },
    );
  });

  it('for runs longer than a block of steps', () => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const kinds = draw(fc.array, fc.constantFrom(...populationKinds), { minLength: 1, maxLength: 2 });
        const network = withoutDecay(dyadicNetwork(drawNetwork(draw, kinds, [3, 3, 2])));
        expectEqual(network, { kind: 'poisson', maxRate: 400 }, 70, dyadicValues(drawSample(draw, 18)));
      }),
      { numRuns: 10 },
    );
  });
});

it('the tensor engine leaves no tensors behind', () => {
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const network = drawNetwork(draw, [draw(fc.constantFrom, ...populationKinds)], [3, 3, 2]);
      const loaded = tensorEngine.load([network], { kind: 'constantCurrent' }, 40);
      const before = memory().numTensors;
      loaded.simulate(drawSample(draw, 18), { seed: 1, sample: 0 });
      expect(memory().numTensors).toBe(before);
    }),
    { numRuns: 20 },
  );
});

function expectEqual(network: SpikingNetwork, encoding: Encoding, steps: number, sample: Float32Array): void {
  // The maximum of no constant currents is minus infinity, which no converted network has.
  fc.pre(encoding.kind !== 'constantCurrent' || !network.populations.some((each) => hasEmptyWindow(each, network)));
  const draw = { seed: 77, sample: 3 };
  const options = { trains: true };
  const expected = referenceEngine.load([network], encoding, steps).simulate(sample, draw, options);
  const actual = tensorEngine.load([network], encoding, steps).simulate(sample, draw, options);
  expect(actual).toEqual(expected);
}

function hasEmptyWindow({ dynamics, shape }: Population, { populations }: SpikingNetwork): boolean {
  if (dynamics.kind !== 'maximumGate') return false;
  const source = populations[dynamics.source]!.shape;
  const targets = Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, target) => target);
  return targets.some((target) => windowCells(dynamics.window, source, shape, target).length === 0);
}

function drawInput(draw: fc.GeneratorValue): PopulationShape {
  return [draw(fc.integer, { min: 1, max: 6 }), draw(fc.integer, { min: 1, max: 6 }), draw(fc.constantFrom, 1, 3, 8)];
}

/** Halving a potential in every step needs one more bit each time: too many for a long run. */
function withoutDecay(network: SpikingNetwork): SpikingNetwork {
  return {
    ...network,
    populations: network.populations.map((population) => {
      const { dynamics } = population;
      if (dynamics.kind === 'integrateAndFire') {
        const synapses = dynamics.synapses.map((each) => (each.kind === 'maximumTrace' ? { ...each, decay: 0 } : each));
        return { ...population, dynamics: { ...dynamics, synapses, leak: null, currentDecay: null } };
      }
      if (dynamics.kind === 'accumulator') return { ...population, dynamics: { ...dynamics, currentDecay: null } };
      return population;
    }),
  };
}
