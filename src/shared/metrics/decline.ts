import { pairedDifference, type Difference } from './differenceInterval.ts';
import { mcNemarTest } from './mcNemar.ts';
import type { Tally } from './tally.ts';

/** A fall of the accuracy that chance does not explain. */
export interface Decline {
  /** Step (counted from 0) after which the accuracy was higher than after the last one. */
  readonly step: number;
  /** Accuracy then minus accuracy at the end, on the same samples, as a fraction. */
  readonly difference: Difference;
  /** McNemar's test, times the number of steps that were looked at (Bonferroni). */
  readonly p: number;
}

/** p below which a fall counts. */
const level = 0.05;

/**
 * Whether the accuracy falls with time: the end against the steps at a half, a quarter, an eighth … of the time, paired sample by sample. Steps are
 * fixed beforehand and p is corrected for their number: the highest of a curve's many points would always look like a fall. Null where it
 * does not fall, and in records without the counts.
 */
export function declineOf({ count, readouts }: Tally, readout: number): Decline | null {
  const { correct, kept } = readouts[readout]!;
  if (kept === null || count === 0) return null;
  const steps = halvings(correct.length);
  const right = correct.at(-1)!;
  const falls = steps.map((step): Decline => {
    const both = kept[step]!;
    const counts = { both, onlyFirst: correct[step]! - both, onlySecond: right - both, neither: 0 };
    const neither = count - counts.both - counts.onlyFirst - counts.onlySecond;
    return {
      step,
      difference: pairedDifference({ ...counts, neither }),
      p: Math.min(1, steps.length * mcNemarTest(counts.onlyFirst, counts.onlySecond).p),
    };
  });
  return falls.reduce<Decline | null>((worst, fall) => {
    if (fall.p >= level || fall.difference.low <= 0) return worst;
    return worst === null || fall.difference.value > worst.difference.value ? fall : worst;
  }, null);
}

/** Steps at a half, a quarter … of so many, counted from 0, down to the first one. */
function halvings(steps: number): number[] {
  const found: number[] = [];
  for (let at = Math.floor(steps / 2); at >= 1; at = Math.floor(at / 2)) found.push(at - 1);
  return found;
}
