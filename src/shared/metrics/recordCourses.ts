import type { Readout } from '../simulation/readout.ts';
import type { StepClasses } from '../simulation/readouts.ts';
import { confidenceOf } from './confidence.ts';
import { marginLevels } from './marginLevels.ts';
import { packNumber } from './smallNumbers.ts';
import type { Courses } from './tally.ts';

/** Writes down the courses of samples, one after the other. */
export interface CourseRecorder {
  add(found: StepClasses): void;
  finish(): Courses;
}

/** `countedSteps`: what potentials are divided by to become class scores of the analog network. */
export function createCourseRecorder(readout: Readout, countedSteps: number): CourseRecorder {
  const levels = marginLevels(readout);
  let [classes, margins, confidences] = ['', '', ''];
  return {
    add(found) {
      classes += classCourse(found.classes);
      margins += marginCourse(found.margins, levels);
      const confidence = confidenceOf(readout, found.scores, found.classes.at(-1)!, countedSteps);
      confidences += packNumber(Math.round(10_000 * confidence));
    },
    finish: () => ({ classes, margins, confidences }),
  };
}

function classCourse(classes: Uint16Array): string {
  let text = '';
  let changes = 0;
  let present = classes[0]!;
  const first = present;
  let since = 0;
  for (let t = 1; t < classes.length; t++) {
    const next = classes[t]!;
    if (next === present) continue;
    text += packNumber(t - since) + packNumber(next);
    present = next;
    since = t;
    changes++;
  }
  return packNumber(changes) + packNumber(first) + text;
}

function marginCourse(margins: Float32Array, levels: Float64Array): string {
  let text = '';
  let events = 0;
  let reached = 0;
  let since = 0;
  let next = levels[0]!;
  for (let t = 0; t < margins.length; t++) {
    const margin = margins[t]!;
    if (!(margin >= next)) continue;
    const before = reached;
    while (reached < levels.length && margin >= levels[reached]!) reached++;
    next = levels[reached] ?? Number.NaN;
    const several = reached - before - 1;
    text += several === 0 ? packNumber(2 * (t - since)) : packNumber(2 * (t - since) + 1) + packNumber(several - 1);
    since = t;
    events++;
  }
  return packNumber(events) + text;
}
