/** Positions of the samples that are not classified as labelled. */
export function wrongSamples(labels: readonly number[], predictions: readonly number[]): number[] {
  return Array.from(labels.keys()).filter((sample) => labels[sample] !== predictions[sample]);
}
