import type { Decline } from '../metrics/decline.ts';
import { declineOf } from '../metrics/decline.ts';
import type { Milliseconds } from '../units.ts';
import type { ResultRow } from './resultRows.ts';

/** Rows whose accuracy falls with time by more than chance, with the words for it: by key. */
export function decliningRows(rows: readonly ResultRow[], timeStep: Milliseconds): ReadonlyMap<string, string> {
  return new Map(
    rows.flatMap(({ key, tally, readoutIndex }) => {
      const decline = declineOf(tally, readoutIndex);
      return decline === null ? [] : [[key, declineWords(decline, tally.spikes.length, timeStep)] as const];
    }),
  );
}

/** A fall in a sentence. */
export function declineWords({ step, difference, p }: Decline, steps: number, timeStep: Milliseconds): string {
  const points = (share: number): string => (100 * share).toFixed(2);
  const time = (count: number): number => Math.round(count * timeStep * 1e9) / 1e9;
  return (
    `Accuracy falls with time: ${points(difference.value)} points higher after ${time(step + 1)} ms than after ${time(steps)} ms ` +
    `(95 % interval ${points(difference.low)} to ${points(difference.high)}, paired; p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`}).`
  );
}
