/**
 * Percentile of `values` (reordered in place): the smallest value that at least `percentile` % of all values do not exceed (nearest rank).
 * Exact and independent of the order of the values. 0 for an empty list.
 */
export function percentileOf(values: Float32Array, percentile: number): number {
  if (values.length === 0) return 0;
  const rank = Math.max(0, Math.ceil((percentile / 100) * values.length) - 1);
  return select(values, rank);
}

/** Hoare's selection: the value that would stand at `rank` if the list were sorted. */
function select(values: Float32Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = medianOfThree(values[low]!, values[(low + high) >>> 1]!, values[high]!);
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const swapped = values[i]!;
        values[i] = values[j]!;
        values[j] = swapped;
        i++;
        j--;
      }
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return values[rank]!;
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
