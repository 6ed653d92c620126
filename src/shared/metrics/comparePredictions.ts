import { type Difference, type PairedCounts, pairedDifference } from './differenceInterval.ts';
import { mcNemarTest } from './mcNemar.ts';

/** Two classifications of the same samples, compared. */
export interface PredictionComparison {
  readonly counts: PairedCounts;
  /** Accuracy of the first minus that of the second, as a fraction. */
  readonly difference: Difference;
  /** McNemar's test, and whether exact or mid-p. */
  readonly p: number;
  readonly method: 'exact' | 'midP';
  /** Samples that are classified differently, in order. */
  readonly changed: readonly ChangedSample[];
}

export interface ChangedSample {
  /** Position in the record's samples. */
  readonly sample: number;
  readonly label: number;
  readonly first: number;
  readonly second: number;
  readonly kind: 'onlyFirstRight' | 'onlySecondRight' | 'bothWrong';
}

/** Compares the predictions of two cells after their last step; all lists are by sample. */
export function comparePredictions(
  labels: readonly number[],
  first: readonly number[],
  second: readonly number[],
): PredictionComparison {
  let both = 0;
  let neither = 0;
  const changed: ChangedSample[] = [];
  labels.forEach((label, sample) => {
    const a = first[sample]!;
    const b = second[sample]!;
    if (a === label && b === label) both++;
    if (a !== label && b !== label) neither++;
    if (a !== b) changed.push({ sample, label, first: a, second: b, kind: changeOf(label, a, b) });
  });
  const onlyFirst = changed.filter(({ kind }) => kind === 'onlyFirstRight').length;
  const onlySecond = changed.filter(({ kind }) => kind === 'onlySecondRight').length;
  const counts = { both, onlyFirst, onlySecond, neither };
  return { counts, difference: pairedDifference(counts), ...mcNemarTest(onlyFirst, onlySecond), changed };
}

function changeOf(label: number, first: number, second: number): ChangedSample['kind'] {
  if (first === label) return 'onlyFirstRight';
  return second === label ? 'onlySecondRight' : 'bothWrong';
}
