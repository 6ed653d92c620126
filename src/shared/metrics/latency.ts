import type { Tally } from './tally.ts';

/**
 * T(ANN − x): the first step, counted from 0, from which the accuracy stays at or above the analog accuracy minus `points` percentage
 * points up to the last step; null where it does not get there. Compares whole counts, so no rounding decides.
 */
export function stepToReachAnalog(tally: Tally, readout: number, points: number): number | null {
  const { correct } = tally.readouts[readout]!;
  const wanted = 100 * tally.analogCorrect - points * tally.count;
  const lastBelow = correct.findLastIndex((count) => 100 * count < wanted);
  return lastBelow + 1 < correct.length ? lastBelow + 1 : null;
}
