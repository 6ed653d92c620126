import type { Tally } from './tally.ts';

/** Percentage points below the analog accuracy that tables ask for. */
export const targetPoints = [0.5, 1, 2] as const;

/**
 * The first step, counted from 0, at which the accuracy is at or above the analog accuracy minus `points` percentage points, even if it
 * falls below again; null where it never is. `stepToReachAnalog` is the step from which it stays there.
 */
export function firstStepAtAnalog(tally: Tally, readout: number, points: number): number | null {
  const wanted = 100 * tally.analogCorrect - points * tally.count;
  const step = tally.readouts[readout]!.correct.findIndex((count) => 100 * count >= wanted);
  return step === -1 ? null : step;
}
