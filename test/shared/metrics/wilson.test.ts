import { expect, test } from 'vitest';
import { wilsonInterval } from '../../../src/shared/metrics/wilson.ts';

test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('the interval of %i in %i is that of Newcombe (1998), table I, method 3', (successes, trials, low, high) => {
  const interval = wilsonInterval(successes, trials);
  expect([interval.low, interval.high].map((bound) => Number(bound.toFixed(4)))).toEqual([low, high]);
});

test('none and all successes reach the ends exactly, and mirror each other', () => {
  for (const trials of [1, 7, 300, 10_000]) {
    const none = wilsonInterval(0, trials);
    const all = wilsonInterval(trials, trials);
    expect([none.low, all.high]).toEqual([0, 1]);
    expect(all.low).toBeCloseTo(1 - none.high, 12);
  }
});

test('without trials nothing is known', () => {
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
});
