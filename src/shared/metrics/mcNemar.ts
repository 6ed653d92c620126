/**
 * Exact two-sided p value that two classifiers err equally often, from the samples that only one of them gets right (McNemar 1947;
 * binomial with probability 1/2). 1 where there are no such samples.
 */
export function mcNemarExact(onlyFirst: number, onlySecond: number): number {
  return Math.min(1, 2 * lowerTail(onlyFirst, onlySecond).sum);
}

/**
 * The same with half the probability of what was seen: closer to its nominal level than the exact test, which errs on the safe side
 * (Fagerland, Lydersen and Laake 2013, BMC Med. Res. Methodol. 13:91).
 */
export function mcNemarMidP(onlyFirst: number, onlySecond: number): number {
  const { sum, last } = lowerTail(onlyFirst, onlySecond);
  // At a tie both tails hold the middle: all of it but its half on either side.
  return onlyFirst === onlySecond ? 1 - (onlyFirst === 0 ? 0 : last / 2) : Math.min(1, 2 * sum - last);
}

/** Which of the two a number of differing samples asks for, and its p value: exact below 25, mid-p from there on. */
export function mcNemarTest(
  onlyFirst: number,
  onlySecond: number,
): { readonly p: number; readonly method: 'exact' | 'midP' } {
  return onlyFirst + onlySecond < 25
    ? { p: mcNemarExact(onlyFirst, onlySecond), method: 'exact' }
    : { p: mcNemarMidP(onlyFirst, onlySecond), method: 'midP' };
}

/** Probability of at most as many as the fewer of the two, and of just as many. */
function lowerTail(onlyFirst: number, onlySecond: number): { readonly sum: number; readonly last: number } {
  const trials = onlyFirst + onlySecond;
  const fewer = Math.min(onlyFirst, onlySecond);
  let logChance = -trials * Math.LN2;
  let last = Math.exp(logChance);
  let sum = last;
  for (let k = 1; k <= fewer; k++) {
    logChance += Math.log((trials - k + 1) / k);
    last = Math.exp(logChance);
    sum += last;
  }
  return { sum, last };
}
