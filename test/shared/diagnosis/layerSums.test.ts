import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type DiagnosisTally,
  errorParts,
  joinDiagnoses,
  partsOf,
} from '../../../src/shared/diagnosis/diagnosisTally.ts';
import type { IdealNeuron } from '../../../src/shared/diagnosis/idealNeuron.ts';
import { addMoment, emptySums, type LayerMoment } from '../../../src/shared/diagnosis/layerSums.ts';
import { mainPart, summarise } from '../../../src/shared/diagnosis/summarise.ts';

/** Clips at 1, keeps 0.9 of the rest, and knows eighths. */
const ideal: IdealNeuron = {
  clip: (z) => Math.max(0, Math.min(1, z)),
  steady: (z) => 0.9 * z,
  within: (z) => Math.floor(8 * 0.9 * z) / 8,
};

const values = fc.array(fc.float({ min: 0, max: 2, noNaN: true }), { minLength: 5, maxLength: 5 });
const moments: fc.Arbitrary<LayerMoment> = fc
  .record({ wanted: values, delivered: values, found: values, hasNeurons: fc.boolean() })
  .map(({ wanted, delivered, found, hasNeurons }) => ({
    wanted: Float32Array.from(wanted),
    delivered: Float32Array.from(delivered),
    found: Float32Array.from(found),
    spikes: null,
    late: null,
    lateSteps: 4,
    steps: 8,
    ideal: hasNeurons ? ideal : null,
    scaleOf: (neuron) => 1 + neuron,
  }));

test('the parts of the squared error add up to it', () => {
  fc.assert(
    fc.property(moments, (moment) => {
      const sums = emptySums();
      addMoment(sums, moment);
      const total = errorParts.reduce((sum, part) => sum + sums.shares[part], 0);
      expect(total).toBeCloseTo(sums.ee, 6);
    }),
  );
});

function tallyOf(some: readonly LayerMoment[], from: number): DiagnosisTally {
  const sums = emptySums();
  for (const moment of some) addMoment(sums, moment);
  const classes = some.map((_, i) => (from + i) % 2);
  return {
    from,
    count: some.length,
    labels: some.map(() => 0),
    times: [8],
    layers: [{ name: 'a', kind: 'neurons', shape: [1, 1, 5], scale: [1, 5], sums: [sums] }],
    cuts: [
      { upTo: null, classes: [classes] },
      { upTo: 'a', classes: [some.map(() => 0)] },
    ],
  };
}

test('the diagnosis of two parts, joined, is that of the whole', () => {
  fc.assert(
    fc.property(
      fc.array(moments, { minLength: 1, maxLength: 4 }),
      fc.array(moments, { minLength: 1, maxLength: 4 }),
      (a, b) => {
        const joined = joinDiagnoses(tallyOf(a, 0), tallyOf(b, a.length));
        const whole = tallyOf([...a, ...b], 0);
        expect(joined.cuts).toEqual(whole.cuts);
        expect(joined.layers[0]!.sums[0]!.ee).toBeCloseTo(whole.layers[0]!.sums[0]!.ee, 9);
        expect(joined.layers[0]!.sums[0]!.values).toBe(whole.layers[0]!.sums[0]!.values);
      },
    ),
  );
  const [one] = fc.sample(moments, 1);
  expect(() => joinDiagnoses(tallyOf([one!], 0), tallyOf([one!], 5))).toThrow('neighbouring');
});

test('a layer costs what the accuracy gains when it becomes analog too, on the same samples', () => {
  const { layers, accuracy, analogAccuracy } = summarise(tallyOf(fc.sample(moments, 8), 0));
  expect(accuracy[0]!.value).toBe(0.5);
  expect(analogAccuracy.value).toBe(1);
  expect(layers[0]!.moments[0]!.cost.value).toBe(0.5);
  expect(layers[0]!.moments[0]!.cost.low).toBeGreaterThan(0);
});

test('an exact layer has error 0, correlation 1 and no main part; a silent one has error 1', () => {
  const exact = { wanted: Float32Array.of(0.125, 0.5, 0, 0.25, 1), steps: 8 };
  const base = { spikes: null, late: null, lateSteps: 4, scaleOf: () => 3, ideal: null, ...exact };
  const measure = (found: Float32Array) => {
    const sums = emptySums();
    addMoment(sums, { ...base, delivered: exact.wanted, found });
    const tally = tallyOf([], 0);
    return summarise({ ...tally, layers: [{ ...tally.layers[0]!, sums: [sums] }] }).layers[0]!.moments[0]!;
  };
  expect(measure(exact.wanted)).toMatchObject({ correlation: 1, error: 0, shares: partsOf(() => 0) });
  expect(mainPart(measure(exact.wanted))).toBe(null);
  expect(measure(new Float32Array(5))).toMatchObject({ correlation: null, error: 1 });
  expect(mainPart(measure(new Float32Array(5)))).toBe('arrival');
});
