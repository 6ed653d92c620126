import { independentDifference } from '../metrics/differenceInterval.ts';
import type { Milliseconds } from '../units.ts';
import { type ResultRow, stepAt } from './resultRows.ts';

/**
 * The row of the highest accuracy at a time, and whether that is more than chance: the 95 % interval of its difference to the second
 * best, even with the samples taken as independent, leaves out 0. Null without rows.
 */
export function bestRow(
  rows: readonly ResultRow[],
  time: Milliseconds,
  timeStep: Milliseconds,
): { readonly row: ResultRow; readonly isSignificant: boolean } | null {
  const counted = rows.map((row) => countCorrect(row, time, timeStep));
  const best = highest(counted);
  if (best === null) return null;
  const second = highest(counted.filter((entry) => entry !== best));
  return { row: best.row, isSignificant: second !== null && independentDifference(best, second).low > 0 };
}

interface Counted {
  readonly row: ResultRow;
  readonly successes: number;
  readonly trials: number;
}

function countCorrect(row: ResultRow, time: Milliseconds, timeStep: Milliseconds): Counted {
  const { correct } = row.tally.readouts[row.readoutIndex]!;
  return { row, successes: correct[stepAt(row, time, timeStep)]!, trials: row.tally.count };
}

function highest(entries: readonly Counted[]): Counted | null {
  let best: Counted | null = null;
  for (const entry of entries) {
    if (best === null || entry.successes / entry.trials > best.successes / best.trials) best = entry;
  }
  return best;
}
