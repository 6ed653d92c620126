import { expect, test } from 'vitest';
import { comparePredictions } from '../../../src/shared/metrics/comparePredictions.ts';
import { differenceCurve } from '../../../src/shared/metrics/differenceCurve.ts';
import { independentDifference, pairedDifference } from '../../../src/shared/metrics/differenceInterval.ts';
import { mcNemarExact } from '../../../src/shared/metrics/mcNemar.ts';
import { resultRows } from '../../../src/shared/results/resultRows.ts';
import { exampleRecord } from '../results/exampleRecord.ts';

test('the interval of a difference of independent shares is that of Newcombe 1998, table II', () => {
  const { low, high } = independentDifference({ successes: 56, trials: 70 }, { successes: 48, trials: 80 });
  expect([low, high].map((end) => end.toFixed(4))).toEqual(['0.0524', '0.3339']);
});

test('the interval of a difference of paired shares is that of Newcombe 1998, table II', () => {
  const { low, high } = pairedDifference({ both: 36, onlyFirst: 12, onlySecond: 2, neither: 0 });
  expect([low, high].map((end) => end.toFixed(4))).toEqual(['0.0569', '0.3404']);
});

test('McNemar counts only samples that one classifier gets right, in both directions', () => {
  expect(mcNemarExact(0, 0)).toBe(1);
  expect(mcNemarExact(5, 5)).toBe(1);
  expect(mcNemarExact(1, 9)).toBeCloseTo(22 / 1024, 12);
  expect(mcNemarExact(9, 1)).toBe(mcNemarExact(1, 9));
  expect(mcNemarExact(0, 2000)).toBe(0);
});

test('two classifications name the samples that changed, and who is right about them', () => {
  const { counts, changed, difference } = comparePredictions([0, 1, 2, 3], [0, 1, 0, 0], [0, 2, 2, 1]);
  expect(counts).toEqual({ both: 1, onlyFirst: 1, onlySecond: 1, neither: 1 });
  expect(difference.value).toBe(0);
  expect(changed).toEqual([
    { sample: 1, label: 1, first: 1, second: 2, kind: 'onlyFirstRight' },
    { sample: 2, label: 2, first: 0, second: 2, kind: 'onlySecondRight' },
    { sample: 3, label: 3, first: 0, second: 1, kind: 'bothWrong' },
  ]);
});

test('a cell differs from itself by nothing, at every step', () => {
  const { tally } = resultRows(exampleRecord({ steps: 20 }))[0]!;
  const { time, value, low, high } = differenceCurve({ tally, readout: 0 }, { tally, readout: 0 }, 0.5);
  expect(time.at(-1)).toBe(10);
  expect(new Set(value)).toEqual(new Set([0]));
  expect(low.every((end, t) => end < 0 && high[t]! > 0)).toBe(true);
});
