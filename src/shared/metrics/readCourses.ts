import type { Courses } from './tally.ts';
import { unpackNumbers } from './smallNumbers.ts';

/** The courses of samples, unpacked. */
export interface SampleCourses {
  readonly samples: number;
  /** Class of a sample after a step (counted from 0). */
  classAt(sample: number, step: number): number;
  /** First step at which the margin reaches the level of that number; Infinity where it never does. */
  reachedAt(sample: number, level: number): number;
  /** 0 to 1, in ten-thousandths: [sample]. */
  readonly confidences: Float64Array;
}

/** Unpacks the courses of `samples` samples. Throws a RangeError where they are not the courses of so many. */
export function readCourses(courses: Courses, samples: number): SampleCourses {
  const classes = readClasses(unpackNumbers(courses.classes), samples);
  const margins = readMargins(unpackNumbers(courses.margins), samples);
  const confidences = Float64Array.from(unpackNumbers(courses.confidences), (value) => value / 10_000);
  if (confidences.length !== samples) throw new RangeError(`${confidences.length} confidences for ${samples} samples.`);
  return {
    samples,
    confidences,
    classAt(sample, step) {
      let at = classes.firsts[sample + 1]! - 1;
      while (classes.steps[at]! > step) at--;
      return classes.values[at]!;
    },
    reachedAt(sample, level) {
      const at = margins.firsts[sample]! + level;
      return at < margins.firsts[sample + 1]! ? margins.steps[at]! : Infinity;
    },
  };
}

/** The classes of all samples after a step: [sample]. */
export function classesAt(courses: SampleCourses, step: number): number[] {
  return Array.from({ length: courses.samples }, (_, sample) => courses.classAt(sample, step));
}

interface Entries {
  /** Position of the first entry of each sample, and the end: [sample + 1]. */
  readonly firsts: Uint32Array;
  readonly steps: Uint32Array;
}

function readClasses(packed: Uint32Array, samples: number): Entries & { readonly values: Uint32Array } {
  const firsts = new Uint32Array(samples + 1);
  const steps = new Uint32Array(packed.length);
  const values = new Uint32Array(packed.length);
  let at = 0;
  let entries = 0;
  for (let sample = 0; sample < samples; sample++) {
    firsts[sample] = entries;
    const end = at + 2 + 2 * packed[at]!;
    if (!(end <= packed.length)) throw new RangeError(`The course of sample ${sample} is not whole.`);
    values[entries++] = packed[at + 1]!;
    let step = 0;
    for (at += 2; at < end; at += 2) {
      step += packed[at]!;
      steps[entries] = step;
      values[entries++] = packed[at + 1]!;
    }
  }
  firsts[samples] = entries;
  if (at !== packed.length) throw new RangeError(`There are courses of more than ${samples} samples.`);
  return { firsts, steps, values };
}

/** More than any list of levels has: what is read from a file is not to fill the memory. */
const mostLevels = 1000;

/** Steps by level: entry `firsts[sample] + level`. */
function readMargins(packed: Uint32Array, samples: number): Entries {
  const firsts = new Uint32Array(samples + 1);
  const steps: number[] = [];
  let at = 0;
  for (let sample = 0; sample < samples; sample++) {
    firsts[sample] = steps.length;
    const next = (): number => {
      if (at >= packed.length) throw new RangeError(`The margins of sample ${sample} are not whole.`);
      return packed[at++]!;
    };
    let step = 0;
    for (let events = next(); events > 0; events--) {
      const word = next();
      step += word >>> 1;
      const levels = word % 2 === 0 ? 1 : 2 + next();
      if (levels > mostLevels) throw new RangeError(`The margin of sample ${sample} reaches ${levels} levels at once.`);
      for (let level = 0; level < levels; level++) steps.push(step);
    }
  }
  firsts[samples] = steps.length;
  if (at !== packed.length) throw new RangeError(`There are margins of more than ${samples} samples.`);
  return { firsts, steps: Uint32Array.from(steps) };
}

/** Whether the texts hold the courses of so many samples. */
export function holdsCourses(courses: Courses, samples: number): boolean {
  try {
    return readCourses(courses, samples).samples === samples;
  } catch {
    return false;
  }
}
