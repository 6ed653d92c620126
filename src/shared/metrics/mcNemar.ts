/**
 * Exact two-sided p value that two classifiers err equally often, from the samples that only one of them gets right (McNemar 1947;
 * binomial with probability 1/2). 1 where there are no such samples.
 */
export function mcNemarExact(onlyFirst: number, onlySecond: number): number {
  const trials = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  let logChance = -trials * Math.LN2;
  let sum = Math.exp(logChance);
  for (let k = 1; k <= fewer; k++) {
    logChance += Math.log((trials - k + 1) / k);
    sum += Math.exp(logChance);
  }
  return Math.min(1, 2 * sum);
}
