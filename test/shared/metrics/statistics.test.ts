import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { holmAdjusted } from '../../../src/shared/metrics/holm.ts';
import { mcNemarExact, mcNemarMidP, mcNemarTest } from '../../../src/shared/metrics/mcNemar.ts';
import { spreadOf } from '../../../src/shared/metrics/seeds.ts';
import { firstStepAtAnalog } from '../../../src/shared/metrics/timeToTarget.ts';
import { stepToReachAnalog } from '../../../src/shared/metrics/latency.ts';
import { exampleRecord } from '../results/exampleRecord.ts';

test.each([
  ['airway hyper-responsiveness before and after transplantation (table 1)', 1, 7, 0.07, 0.039],
  ['complete response before and after treatment (table 2)', 6, 16, 0.052, 0.035],
])('McNemar of Fagerland, Lydersen and Laake 2013: %s', (_, first, second, exact, midP) => {
  expect(Number(mcNemarExact(first, second).toFixed(3))).toBe(exact);
  expect(Number(mcNemarMidP(first, second).toFixed(3))).toBe(midP);
});

test('mid-p lies below exact, mirrors, and at a tie is 1 minus half the probability of the tie', () => {
  expect(mcNemarMidP(0, 0)).toBe(1);
  expect(mcNemarMidP(2, 2)).toBeCloseTo(1 - 0.5 * (6 / 16), 12);
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), (a, b) => {
      expect(mcNemarMidP(a, b)).toBe(mcNemarMidP(b, a));
      expect(mcNemarMidP(a, b)).toBeLessThanOrEqual(mcNemarExact(a, b));
    }),
  );
});

test('fewer than 25 differing samples get the exact test, more the mid-p one', () => {
  expect(mcNemarTest(8, 16)).toEqual({ p: mcNemarExact(8, 16), method: 'exact' });
  expect(mcNemarTest(9, 16)).toEqual({ p: mcNemarMidP(9, 16), method: 'midP' });
});

test('Holm adjusts the four p values of the worked example of the English Wikipedia (Holm–Bonferroni method)', () => {
  expect(holmAdjusted([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(6)))).toEqual([0.03, 0.06, 0.06, 0.02]);
});

test('of the 15 comparisons of Benjamini and Hochberg 1995 (section 3.2.1) Holm keeps three, as Bonferroni and Hochberg do', () => {
  const values = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ];
  expect(holmAdjusted(values).filter((p) => p <= 0.05)).toHaveLength(3);
});

test('adjusted values keep the order, lie between the value and Bonferroni, and do not depend on the order given', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }), (values) => {
      const adjusted = holmAdjusted(values);
      adjusted.forEach((p, i) => {
        expect(p).toBeGreaterThanOrEqual(values[i]!);
        expect(p).toBeLessThanOrEqual(
          Math.min(1, values.length * values[i]!) +
            1e-12 +
            Math.max(...adjusted.filter((_, j) => values[j]! <= values[i]!)),
        );
        adjusted.forEach((q, j) => expect(values[i]! < values[j]! ? p <= q : true).toBe(true));
      });
      expect(
        holmAdjusted(values.toReversed())
          .toReversed()
          .map((p) => p.toPrecision(12))
          .toSorted(),
      ).toEqual(adjusted.map((p) => p.toPrecision(12)).toSorted());
    }),
  );
});

test('several measurements have a mean and a sample standard deviation, one has no deviation', () => {
  expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ count: 8, mean: 5, deviation: Math.sqrt(32 / 7) });
  expect(spreadOf([3])).toEqual({ count: 1, mean: 3, deviation: null });
});

test('the analog accuracy minus a margin may be reached before it is kept', () => {
  const { tally } = exampleRecord({ steps: 4, samples: 100 }).cells[0]!;
  const curve = { ...tally!, analogCorrect: 98, readouts: [{ ...tally!.readouts[0]!, correct: [50, 97, 96, 97] }] };
  expect([firstStepAtAnalog(curve, 0, 1), stepToReachAnalog(curve, 0, 1)]).toEqual([1, 3]);
  expect([firstStepAtAnalog(curve, 0, 2), stepToReachAnalog(curve, 0, 2)]).toEqual([1, 1]);
  expect([firstStepAtAnalog(curve, 0, 0.5), stepToReachAnalog(curve, 0, 0.5)]).toEqual([null, null]);
});
