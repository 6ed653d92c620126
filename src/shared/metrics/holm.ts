/**
 * P values adjusted for as many comparisons, in the order given (Holm 1979, Scand. J. Statist. 6:65): the smallest times m, the next times
 * m − 1 and so on, never below the one before, at most 1. What stays at or below α is significant with a family-wise error of at most α.
 */
export function holmAdjusted(values: readonly number[]): number[] {
  const order = Array.from(values.keys()).toSorted((a, b) => values[a]! - values[b]!);
  const adjusted = values.map(() => 0);
  let highest = 0;
  order.forEach((at, rank) => {
    highest = Math.max(highest, Math.min(1, (values.length - rank) * values[at]!));
    adjusted[at] = highest;
  });
  return adjusted;
}
