import type { PredictionComparison } from '../metrics/comparePredictions.ts';

/** The paired comparison in a sentence: difference, interval, test. */
export function comparisonWords({ difference, p, method, counts }: PredictionComparison): string {
  const points = (share: number): string => (100 * share).toFixed(2).replace('-', '−');
  const n = counts.both + counts.onlyFirst + counts.onlySecond + counts.neither;
  return (
    `First minus second: ${points(difference.value)} percentage points (95 % interval ${points(difference.low)} to ` +
    `${points(difference.high)}, paired, n = ${n}); McNemar's ${method === 'exact' ? 'exact' : 'mid-p'} test: ${pWords(p)}.`
  );
}

function pWords(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}

/** How many images changed. */
export function changedWords({ changed }: PredictionComparison): string {
  if (changed.length === 0) return 'Every image is classified the same';
  return changed.length === 1
    ? 'One image is classified differently'
    : `${changed.length} images are classified differently`;
}
