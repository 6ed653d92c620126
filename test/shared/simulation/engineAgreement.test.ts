import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareTrains, type EngineAgreement, joinAgreements } from '../../../src/shared/simulation/engineAgreement.ts';
import { negativeSpike, type SpikeTrain } from '../../../src/shared/simulation/recording.ts';

/** Spikes of some neurons in some steps, as [step, neuron, sign]. */
const spikes = fc.uniqueArray(
  fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 8 }), fc.constantFrom(1, -1)).map(([step, neuron, sign]) => ({
    step,
    neuron,
    word: sign < 0 ? (neuron | negativeSpike) >>> 0 : neuron,
    key: `${step} ${neuron} ${sign}`,
  })),
  { selector: ({ key }) => key, maxLength: 30 },
);

function trainOf(list: readonly { step: number; neuron: number; word: number }[]): SpikeTrain {
  const sorted = list.toSorted((a, b) => a.step - b.step || a.neuron - b.neuron || a.word - b.word);
  const offsets = new Uint32Array(7);
  for (const { step } of sorted) for (let t = step + 1; t < offsets.length; t++) offsets[t]!++;
  return { offsets, words: Uint32Array.from(sorted.map(({ word }) => word)) };
}

it('spikes that only one of two trains has are counted, and the earliest of them is named', () => {
  fc.assert(
    fc.property(spikes, spikes, (one, other) => {
      const [a, b] = [new Set(one.map(({ key }) => key)), new Set(other.map(({ key }) => key))];
      const alone = [...one.filter(({ key }) => !b.has(key)), ...other.filter(({ key }) => !a.has(key))];
      const { differing, first } = compareTrains(trainOf(one), trainOf(other));
      expect(differing).toBe(alone.length);
      const earliest = Math.min(...alone.map(({ step }) => step));
      expect(first?.step ?? Infinity).toBe(earliest);
      if (first !== null) {
        const neurons = alone.filter(({ step }) => step === earliest).map(({ neuron }) => neuron);
        expect(first.word & 0x7fffffff).toBe(Math.min(...neurons));
      }
    }),
  );
});

it('agreements of parts add up, and keep the first difference of all', () => {
  const part = (sample: number | null): EngineAgreement => ({
    engine: 'simd',
    samples: 10,
    populations: [
      {
        name: 'input',
        spikes: 100,
        differing: sample === null ? 0 : 2,
        first: sample === null ? null : { sample, step: 3, neuron: 4 },
      },
    ],
    potentialDifference: sample ?? 0,
    changedPredictions: [1, 0],
    milliseconds: 5,
    referenceMilliseconds: 50,
  });
  expect(joinAgreements([part(null), part(12), part(25)])).toEqual({
    engine: 'simd',
    samples: 30,
    populations: [{ name: 'input', spikes: 300, differing: 4, first: { sample: 12, step: 3, neuron: 4 } }],
    potentialDifference: 25,
    changedPredictions: [3, 0],
    milliseconds: 15,
    referenceMilliseconds: 150,
  });
});
