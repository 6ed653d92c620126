import { type Difference, pairedDifference } from './differenceInterval.ts';
import { mcNemarTest } from './mcNemar.ts';
import type { SampleCourses } from './readCourses.ts';

/**
 * Early stopping (METHODS 2.8; SEENN, Li et al. 2023, stops by confidence): a sample is stopped once its margin has reached a level and at
 * least `minimum` steps have gone; its class is that of the step in which it stops. A sample that never gets there runs to the end. Margins
 * are those of the accumulated scores, so that a level asks for as much evidence from an easy sample as from a hard one.
 */
export interface StoppingPoint {
  /** The margin asked for; 0 stops every sample after the minimum. */
  readonly level: number;
  /** Mean over the samples. */
  readonly meanSteps: number;
  readonly correct: number;
  readonly samples: number;
  /** Samples that never reached the level. */
  readonly unstopped: number;
}

/** Which samples count, and how they may stop. */
export interface StoppingRule {
  readonly steps: number;
  /** Steps that every sample gets; from 1. */
  readonly minimum: number;
  /** [level], rising, above 0. */
  readonly levels: ArrayLike<number>;
}

/** One point for level 0 and for each level, up to the first one that no sample reaches; `chosen` are positions of samples. */
export function stoppingCurve(
  courses: SampleCourses,
  labels: readonly number[],
  rule: StoppingRule,
  chosen: readonly number[],
): StoppingPoint[] {
  const points: StoppingPoint[] = [];
  for (let level = -1; level < rule.levels.length; level++) {
    const point = stopAt(courses, labels, rule, chosen, level);
    points.push(point);
    if (point.unstopped === point.samples) break;
  }
  return points;
}

/** All samples stopped at one level (−1: level 0). */
function stopAt(
  courses: SampleCourses,
  labels: readonly number[],
  rule: StoppingRule,
  chosen: readonly number[],
  level: number,
): StoppingPoint {
  let [sum, correct, unstopped] = [0, 0, 0];
  for (const sample of chosen) {
    const step = stopOf(courses, rule, sample, level);
    if (step === Infinity) unstopped++;
    const last = Math.min(step, rule.steps - 1);
    sum += last + 1;
    if (courses.classAt(sample, last) === labels[sample]) correct++;
  }
  const samples = chosen.length;
  return { level: level < 0 ? 0 : rule.levels[level]!, meanSteps: sum / samples, correct, samples, unstopped };
}

/** The step in which a sample stops, counted from 0; Infinity where it does not. */
function stopOf(courses: SampleCourses, { minimum, steps }: StoppingRule, sample: number, level: number): number {
  const reached = level < 0 ? 0 : courses.reachedAt(sample, level);
  return reached === Infinity ? Infinity : Math.min(steps - 1, Math.max(reached, minimum - 1));
}

/** A level chosen on one half of the samples, and what it does on the other half, which had no part in the choice. */
export interface ChosenLevel {
  readonly chosenOn: StoppingPoint;
  readonly reported: StoppingPoint;
  /** Samples of the other half that are right when all of them run to the end. */
  readonly fullCorrect: number;
  /** Accuracy of stopping minus that of running to the end, on the other half, as a fraction. */
  readonly difference: Difference;
  /** McNemar's test of the same. */
  readonly p: number;
}

/**
 * The least mean time whose accuracy on the samples at even positions is at most `points` percentage points below that of running to the end,
 * reported on those at odd positions. Null with fewer than two samples.
 */
export function chooseLevel(
  courses: SampleCourses,
  labels: readonly number[],
  rule: StoppingRule,
  points: number,
): ChosenLevel | null {
  if (courses.samples < 2) return null;
  const all = Array.from({ length: courses.samples }, (_, sample) => sample);
  const choosing = all.filter((sample) => sample % 2 === 0);
  const reporting = all.filter((sample) => sample % 2 === 1);
  const curve = stoppingCurve(courses, labels, rule, choosing);
  const end = rule.steps - 1;
  const isRightAt = (sample: number, step: number): boolean => courses.classAt(sample, step) === labels[sample];
  const full = choosing.filter((sample) => isRightAt(sample, end)).length;
  const wanted = 100 * full - points * choosing.length;
  const allowed = curve.filter(({ correct }) => 100 * correct >= wanted);
  if (allowed.length === 0) return null;
  const chosenOn = allowed.reduce((best, point) => (point.meanSteps < best.meanSteps ? point : best));
  const level = curve.indexOf(chosenOn) - 1;
  const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  for (const sample of reporting) {
    const early = isRightAt(sample, Math.min(end, stopOf(courses, rule, sample, level)));
    const late = isRightAt(sample, end);
    counts[early ? (late ? 'both' : 'onlyFirst') : late ? 'onlySecond' : 'neither']++;
  }
  return {
    chosenOn,
    reported: stopAt(courses, labels, rule, reporting, level),
    fullCorrect: counts.both + counts.onlySecond,
    difference: pairedDifference(counts),
    p: mcNemarTest(counts.onlyFirst, counts.onlySecond).p,
  };
}
