import type { Milliseconds } from '../units.ts';
import { stepTimes, type Curve } from './curves.ts';
import { independentDifference } from './differenceInterval.ts';
import type { Tally } from './tally.ts';

/** A cell's tally and the readout that is meant. */
export interface ReadTally {
  readonly tally: Tally;
  readonly readout: number;
}

/**
 * Accuracy of the first minus that of the second against simulated time, as fractions, over the steps that both have. After a step only
 * counts are known and not which samples they are, so the 95 % interval is that of independent samples: on the same samples it is,
 * if anything, too wide. The last step has predictions: see `comparePredictions`.
 */
export function differenceCurve(first: ReadTally, second: ReadTally, timeStep: Milliseconds): Curve {
  const a = first.tally.readouts[first.readout]!.correct;
  const b = second.tally.readouts[second.readout]!.correct;
  const time = stepTimes(Math.min(a.length, b.length), timeStep);
  const differences = time.map((_, t) =>
    independentDifference(
      { successes: a[t]!, trials: first.tally.count },
      { successes: b[t]!, trials: second.tally.count },
    ),
  );
  return {
    time,
    value: differences.map(({ value }) => value),
    low: differences.map(({ low }) => low),
    high: differences.map(({ high }) => high),
  };
}
