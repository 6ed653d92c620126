/** How often values fall into bins of equal width; the last bin includes its upper bound. */
export interface Histogram {
  /** Bounds of the bins, rising: one more than counts. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly lowest: number;
  readonly highest: number;
  readonly mean: number;
  /** Share of values that are exactly 0. */
  readonly zeros: number;
}

/** The histogram of values given in parts (none of them empty throughout), over their whole range. Two passes, nothing is copied. */
export function histogramOf(parts: readonly Float32Array[], bins: number): Histogram {
  let [lowest, highest, sum, zeros, count] = [Infinity, -Infinity, 0, 0, 0];
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      const value = part[i]!;
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
      if (value === 0) zeros++;
      sum += value;
    }
    count += part.length;
  }
  if (count === 0) return { edges: [0, 1], counts: [0], lowest: 0, highest: 0, mean: 0, zeros: 0 };
  // Values that are all the same get one bin around them.
  const [low, high] = lowest < highest ? [lowest, highest] : [lowest - 0.5, highest + 0.5];
  const counts = new Float64Array(bins);
  const scale = bins / (high - low);
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) counts[Math.min(bins - 1, Math.floor((part[i]! - low) * scale))]!++;
  }
  const edges = Array.from({ length: bins + 1 }, (_, i) => low + ((high - low) * i) / bins);
  return { edges, counts: [...counts], lowest, highest, mean: sum / count, zeros: zeros / count };
}
