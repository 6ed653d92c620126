import type { GpuJob } from '../../../shared/api/gpuWork.ts';
import { classesAt, readCourses } from '../../../shared/metrics/readCourses.ts';
import type { ReadoutTally, Tally } from '../../../shared/metrics/tally.ts';
import { tallySchema } from '../../../shared/results/runRecordSchema.ts';

/** What is known beforehand of a tally that a window sends. */
export interface ExpectedTally extends Pick<GpuJob, 'first' | 'count' | 'steps' | 'labels' | 'analogClasses'> {
  /** Number of readouts and of classes. */
  readonly readouts: number;
  readonly classes: number;
  /** Names of the spiking populations, input first. */
  readonly populations: readonly string[];
}

/** A tally from a window, checked: the page is the less trusted side. Null where it contradicts the job or itself. */
export function checkTally(value: unknown, expected: ExpectedTally): Tally | null {
  const { data: tally } = tallySchema.safeParse(value);
  return tally !== undefined && fits(tally, expected) ? tally : null;
}

function fits(tally: Tally, expected: ExpectedTally): boolean {
  const { first, count, steps, labels, analogClasses, readouts, populations } = expected;
  return (
    tally.from === first &&
    tally.count === count &&
    tally.spikes.length === steps &&
    tally.analogCorrect === countEqual(analogClasses, labels) &&
    tally.populations.length === populations.length &&
    tally.populations.every((name, index) => name === populations[index]) &&
    rises(tally.spikes) &&
    rises(tally.synapticOperations) &&
    tally.spikes.at(-1) === tally.populationSpikes.flat().reduce((sum, spikes) => sum + spikes, 0) &&
    tally.readouts.length === readouts &&
    tally.readouts.every((readout) => followsFromCourses(readout, expected))
  );
}

/** What each sample went through says all of the counts but ties. */
function followsFromCourses(
  { correct, agreement, tied, kept, courses, predictions }: ReadoutTally,
  { count, steps, classes, labels, analogClasses }: ExpectedTally,
): boolean {
  if (kept === null || courses === null || tied.some((ties) => ties > count)) return false;
  const course = readCourses(courses, count);
  const isRight = predictions.map((prediction, sample) => prediction === labels[sample]);
  for (let step = 0; step < steps; step++) {
    const found = classesAt(course, step);
    if (found.some((name) => name >= classes)) return false;
    if (correct[step] !== countEqual(found, labels) || agreement[step] !== countEqual(found, analogClasses))
      return false;
    if (kept[step] !== found.filter((name, sample) => isRight[sample] && name === labels[sample]).length) return false;
    if (step === steps - 1 && found.some((name, sample) => name !== predictions[sample])) return false;
  }
  return true;
}

function countEqual(classes: readonly number[], wanted: readonly number[]): number {
  return classes.filter((name, sample) => name === wanted[sample]).length;
}

function rises(sums: readonly number[]): boolean {
  return sums.every((sum, step) => step === 0 || sum >= sums[step - 1]!);
}
