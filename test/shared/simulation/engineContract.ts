import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { populationSize, type SpikingNetwork } from '../../../src/shared/conversion/network.ts';
import type { Encoding } from '../../../src/shared/simulation/encoding.ts';
import type { SimulationEngine } from '../../../src/shared/simulation/engine.ts';
import { referenceEngine } from '../../../src/shared/simulation/kernels/reference.ts';
import type { Recording } from '../../../src/shared/simulation/recording.ts';
import { drawClockedNetwork } from './clockedNetworks.ts';
import { drawEncoding, drawNetwork, encodings, drawSample, populationKinds } from './randomNetworks.ts';

/** What every engine must do: give the reference engine's recordings, bit for bit. */
export function describeEngine(engine: SimulationEngine): void {
  describe(`the ${engine.name} engine equals the reference bit for bit`, () => {
    for (const kind of populationKinds) {
      it(`for a population of kind ${kind}`, () => {
        fc.assert(
          fc.property(fc.gen(), (draw) => {
            const network = drawNetwork(draw, [kind]);
            const encoding = drawEncoding(draw);
            const sample = drawSample(draw, populationSize(network.populations[0]!));
            expectEqual(engine, [network], encoding, 1 + draw(fc.nat, 20), [sample]);
          }),
          { numRuns: 60 },
        );
      });
    }

    it('for whole networks with branches and delays, over several samples', () => {
      fc.assert(
        fc.property(fc.gen(), (draw) => {
          const kinds = draw(fc.array, fc.constantFrom(...populationKinds), { minLength: 2, maxLength: 5 });
          const network = drawNetwork(draw, kinds);
          const size = populationSize(network.populations[0]!);
          const samples = [drawSample(draw, size), drawSample(draw, size)];
          expectEqual(engine, [network], drawEncoding(draw), 12, samples);
        }),
        { numRuns: 80 },
      );
    });

    for (const encoding of encodings) {
      it(`for the encoding ${encodingTitle(encoding)}`, () => {
        fc.assert(
          fc.property(fc.gen(), (draw) => {
            const kinds = draw(fc.array, fc.constantFrom(...populationKinds), { minLength: 1, maxLength: 3 });
            const network = drawNetwork(draw, kinds);
            const sample = drawSample(draw, populationSize(network.populations[0]!));
            expectEqual(engine, [network], encoding, 20, [sample]);
          }),
          { numRuns: 15 },
        );
      });
    }

    it('for codes with a clock, few-spike and first-spike, beside networks of other codes', () => {
      fc.assert(
        fc.property(fc.gen(), (draw) => {
          const { network, steps } = drawClockedNetwork(draw);
          const other = drawNetwork(draw, ['convolution'], network.populations[0]!.shape);
          const sample = drawSample(draw, 72);
          expectEqual(engine, [network, other], draw(fc.constantFrom, ...encodings), steps, [sample, sample]);
        }),
        { numRuns: 30 },
      );
    });

    it('for several networks that share their input, and some of them more', () => {
      fc.assert(
        fc.property(fc.gen(), (draw) => {
          const kinds = draw(fc.array, fc.constantFrom(...populationKinds), { minLength: 1, maxLength: 3 });
          const first = drawNetwork(draw, kinds);
          const second = drawNetwork(draw, kinds, first.populations[0]!.shape);
          const networks = [first, withLastThreshold(first, 0.35), second, first];
          const sample = drawSample(draw, populationSize(first.populations[0]!));
          expectEqual(engine, networks, drawEncoding(draw), 15, [sample]);
        }),
        { numRuns: 30 },
      );
    });

    it('for runs longer than a block of steps', () => {
      fc.assert(
        fc.property(fc.gen(), (draw) => {
          const kinds = draw(fc.array, fc.constantFrom(...populationKinds), { minLength: 1, maxLength: 3 });
          const network = drawNetwork(draw, kinds, [3, 3, 2]);
          expectEqual(engine, [network], drawEncoding(draw), draw(fc.constantFrom, 256, 257, 600), [
            drawSample(draw, 18),
          ]);
        }),
        { numRuns: 20 },
      );
    });
  });

  describe(`the ${engine.name} engine`, () => {
    it('gives a sample the same recording whatever was simulated before it', () => {
      fc.assert(
        fc.property(fc.gen(), (draw) => {
          const kinds = draw(fc.array, fc.constantFrom(...populationKinds), { minLength: 1, maxLength: 3 });
          const network = drawNetwork(draw, kinds);
          const encoding = drawEncoding(draw);
          const size = populationSize(network.populations[0]!);
          const samples = [0, 1, 2].map(() => drawSample(draw, size));
          const record = (order: readonly number[]): Recording => {
            const loaded = engine.load([network], encoding, 10);
            const recordings = order.map((index) =>
              copy(loaded.simulate(samples[index]!, { seed: 5, sample: index })[0]!),
            );
            return recordings[order.indexOf(1)]!;
          };
          expect(record([2, 1, 0])).toEqual(record([0, 1, 2]));
        }),
        { numRuns: 15 },
      );
    });
  });
}

function expectEqual(
  engine: SimulationEngine,
  networks: readonly SpikingNetwork[],
  encoding: Encoding,
  steps: number,
  samples: readonly Float32Array[],
): void {
  const expected = referenceEngine.load(networks, encoding, steps);
  const actual = engine.load(networks, encoding, steps);
  for (const trains of [true, false]) {
    for (const [index, sample] of samples.entries()) {
      const draw = { seed: 77, sample: index };
      const recordings = actual.simulate(sample, draw, { trains });
      expect(recordings).toEqual(expected.simulate(sample, draw, { trains }));
    }
  }
}

function encodingTitle({ kind, ...settings }: Encoding): string {
  return `${kind} ${JSON.stringify(settings)}`;
}

/** A recording that outlives the next call. */
function copy(recording: Recording): Recording {
  return structuredClone(recording);
}

/** The same network but for the threshold of its output. */
function withLastThreshold(network: SpikingNetwork, threshold: number): SpikingNetwork {
  return {
    ...network,
    populations: network.populations.map((population, index) =>
      index === network.outputs.spiking && population.dynamics.kind === 'integrateAndFire'
        ? { ...population, dynamics: { ...population.dynamics, threshold: Float32Array.of(threshold) } }
        : population,
    ),
  };
}
