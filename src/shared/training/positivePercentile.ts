/** Values that are looked at: more would take longer than the step that they are measured in. */
const mostValues = 200_000;

/** The nearest-rank percentile (%) of the positive ones among the values, evenly thinned where there are many; 1 where none is positive. */
export function positivePercentile(values: Float32Array, percentile: number): number {
  const every = Math.ceil(values.length / mostValues);
  const positive = values.filter((value, i) => i % every === 0 && value > 0).toSorted();
  if (positive.length === 0) return 1;
  return positive[Math.max(0, Math.ceil((percentile * positive.length) / 100) - 1)]!;
}
