/** Pearson's correlation of two lists of equal length; null where one of them does not vary. */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const n = a.length;
  let [sumA, sumB] = [0, 0];
  for (let i = 0; i < n; i++) {
    sumA += a[i]!;
    sumB += b[i]!;
  }
  let [varianceA, varianceB, covariance] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const da = a[i]! - sumA / n;
    const db = b[i]! - sumB / n;
    varianceA += da * da;
    varianceB += db * db;
    covariance += da * db;
  }
  return varianceA > 0 && varianceB > 0 ? covariance / Math.sqrt(varianceA * varianceB) : null;
}
