import { type Interval, wilsonInterval } from './wilson.ts';

/** A difference of two shares, as fractions, with its 95 % interval. */
export interface Difference extends Interval {
  readonly value: number;
}

/** How two classifiers did on the same samples. */
export interface PairedCounts {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
}

/** First share minus second, of different samples: hybrid score interval (Newcombe 1998, Statist. Med. 17:873, method 10). */
export function independentDifference(
  first: { readonly successes: number; readonly trials: number },
  second: { readonly successes: number; readonly trials: number },
): Difference {
  const a = scored(first.successes, first.trials);
  const b = scored(second.successes, second.trials);
  return combine(a, b, 0);
}

/**
 * First share minus second, of the same samples: the hybrid score interval for paired shares (Newcombe 1998, Statist. Med. 17:2635,
 * method 10), which is narrower the more often both are right about the same samples.
 */
export function pairedDifference({ both, onlyFirst, onlySecond, neither }: PairedCounts): Difference {
  const trials = both + onlyFirst + onlySecond + neither;
  const first = scored(both + onlyFirst, trials);
  const second = scored(both + onlySecond, trials);
  const spread = (both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither);
  const covariance = both * neither - onlyFirst * onlySecond;
  const corrected = covariance > 0 ? Math.max(covariance - trials / 2, 0) : covariance;
  return combine(first, second, spread === 0 ? 0 : corrected / Math.sqrt(spread));
}

interface Scored extends Interval {
  readonly share: number;
}

function scored(successes: number, trials: number): Scored {
  return { share: trials === 0 ? 0 : successes / trials, ...wilsonInterval(successes, trials) };
}

/** Newcombe's square-and-add of two Wilson intervals, with the correlation of the two shares. */
function combine(first: Scored, second: Scored, correlation: number): Difference {
  const value = first.share - second.share;
  const reach = (x: number, y: number): number => Math.sqrt(Math.max(0, x * x - 2 * correlation * x * y + y * y));
  return {
    value,
    low: value - reach(first.share - first.low, second.high - second.share),
    high: value + reach(first.high - first.share, second.share - second.low),
  };
}
