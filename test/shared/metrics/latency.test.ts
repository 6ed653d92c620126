import { expect, test } from 'vitest';
import { stepTimes } from '../../../src/shared/metrics/curves.ts';
import { stepToReachAnalog } from '../../../src/shared/metrics/latency.ts';
import type { Tally } from '../../../src/shared/metrics/tally.ts';

function tallyWith(correct: readonly number[]): Tally {
  return {
    from: 0,
    count: 1000,
    analogCorrect: 987,
    readouts: [{ correct, agreement: correct, tied: correct, predictions: [], kept: null, courses: null }],
    spikes: correct,
    synapticOperations: correct,
    populations: [],
    populationSpikes: [],
  };
}

test('the analog accuracy counts as reached from the step after which the curve no longer falls below it', () => {
  expect(stepToReachAnalog(tallyWith([100, 977, 976, 977, 980]), 0, 1)).toBe(3);
  expect(stepToReachAnalog(tallyWith([977, 977]), 0, 1)).toBe(0);
  expect(stepToReachAnalog(tallyWith([100, 982, 981]), 0, 0.5)).toBe(null);
});

test('decimal time steps give decimal times', () => {
  expect(stepTimes(3, 0.1)).toEqual([0.1, 0.2, 0.3]);
});
