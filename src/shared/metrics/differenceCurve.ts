import type { Milliseconds } from '../units.ts';
import { stepTimes, type Curve } from './curves.ts';
import { type Difference, independentDifference, pairedDifference } from './differenceInterval.ts';
import type { SampleCourses } from './readCourses.ts';
import type { Tally } from './tally.ts';

/** A cell's tally and the readout that is meant. */
export interface ReadTally {
  readonly tally: Tally;
  readonly readout: number;
}

/**
 * Accuracy of the first minus that of the second against simulated time, as fractions, over the steps that both have. For tallies of other
 * samples, or whose samples have no courses: the 95 % interval is that of independent samples, on the same samples, if anything, too wide.
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
  return curveOf(time, differences);
}

/** The same for two courses of the same samples over so many steps, paired sample by sample: its interval is as narrow as the pairing allows. */
export function pairedDifferenceCurve(
  labels: readonly number[],
  first: SampleCourses,
  second: SampleCourses,
  steps: number,
  timeStep: Milliseconds,
): Curve {
  const time = stepTimes(steps, timeStep);
  const differences = time.map((_, step) => {
    const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
    for (let sample = 0; sample < labels.length; sample++) {
      const label = labels[sample]!;
      const one = first.classAt(sample, step) === label;
      const other = second.classAt(sample, step) === label;
      if (one) counts[other ? 'both' : 'onlyFirst']++;
      else counts[other ? 'onlySecond' : 'neither']++;
    }
    return pairedDifference(counts);
  });
  return curveOf(time, differences);
}

function curveOf(time: readonly Milliseconds[], differences: readonly Difference[]): Curve {
  return {
    time,
    value: differences.map(({ value }) => value),
    low: differences.map(({ low }) => low),
    high: differences.map(({ high }) => high),
  };
}
