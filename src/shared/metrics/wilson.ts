/** A share's confidence interval, as fractions. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** 97.5 % quantile of the standard normal distribution: two-sided 95 %. */
const z = 1.959963984540054;

/**
 * 95 % score interval of `successes` out of `trials` (Wilson 1927; Newcombe 1998, method 3):
 * centre (k + z²/2) / (n + z²), half width z · √(k(n − k)/n + z²/4) / (n + z²). Without trials it is everything, 0 to 1.
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (trials === 0) return { low: 0, high: 1 };
  const failures = trials - successes;
  const centre = successes + (z * z) / 2;
  const half = z * Math.sqrt((successes * failures) / trials + (z * z) / 4);
  const scale = trials + z * z;
  // At the ends the two terms cancel, which rounding would miss by a bit.
  return {
    low: successes === 0 ? 0 : (centre - half) / scale,
    high: failures === 0 ? 1 : (centre + half) / scale,
  };
}
