/** How often samples of each label were classified as each class. */
export interface ConfusionMatrix {
  readonly classes: number;
  /** [label][prediction], row-major; length classes². */
  readonly counts: Uint32Array;
}

/** The matrix from its rows: [label][prediction]. */
export function matrixFromRows(rows: readonly (readonly number[])[]): ConfusionMatrix {
  return { classes: rows.length, counts: Uint32Array.from(rows.flat()) };
}

/** The confusion matrix of `predictions`, one for each of `labels`; both count classes from 0. */
export function confusionMatrix(
  labels: readonly number[],
  predictions: readonly number[],
  classes: number,
): ConfusionMatrix {
  if (labels.length !== predictions.length) {
    throw new RangeError(`${predictions.length} predictions for ${labels.length} labels.`);
  }
  const counts = new Uint32Array(classes * classes);
  labels.forEach((label, sample) => counts[label * classes + predictions[sample]!]!++);
  return { classes, counts };
}
