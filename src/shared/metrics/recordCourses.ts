import type { Readout } from '../simulation/readout.ts';
import type { StepClasses } from '../simulation/readouts.ts';
import { confidenceOf } from './confidence.ts';
import { createNumberWriter, type NumberWriter } from './smallNumbers.ts';
import type { Courses } from './tally.ts';

/** Writes down the courses of samples, classified with the levels of `marginLevels`, one after the other. */
export interface CourseRecorder {
  /** `runs`: those of `classRuns`. */
  add(found: StepClasses, runs: readonly number[]): void;
  finish(): Courses;
}

/** `countedSteps`: what potentials are divided by to become class scores of the analog network. */
export function createCourseRecorder(readout: Readout, countedSteps: number): CourseRecorder {
  const [classes, margins, confidences] = [createNumberWriter(), createNumberWriter(), createNumberWriter()];
  return {
    add(found, runs) {
      writeClasses(found.classes, runs, classes);
      writeMargins(found.reached, margins);
      const confidence = confidenceOf(readout, found.scores, found.classes.at(-1)!, countedSteps);
      confidences.write(Math.round(10_000 * confidence));
    },
    finish: () => ({ classes: classes.text(), margins: margins.text(), confidences: confidences.text() }),
  };
}

/** The steps at which a run of one class begins, 0 among them. */
export function classRuns(classes: Uint16Array): number[] {
  const runs = [0];
  let present = classes[0]!;
  for (let t = 1; t < classes.length; t++) {
    const next = classes[t]!;
    if (next !== present) {
      runs.push(t);
      present = next;
    }
  }
  return runs;
}

function writeClasses(classes: Uint16Array, runs: readonly number[], writer: NumberWriter): void {
  writer.write(runs.length - 1);
  writer.write(classes[0]!);
  for (let r = 1; r < runs.length; r++) {
    writer.write(runs[r]! - runs[r - 1]!);
    writer.write(classes[runs[r]!]!);
  }
}

/** Levels that are reached in one step are one event. */
function writeMargins(reached: readonly number[], writer: NumberWriter): void {
  let events = 0;
  for (let level = 0; level < reached.length; level++) if (reached[level] !== reached[level + 1]) events++;
  writer.write(events);
  let since = 0;
  for (let level = 0; level < reached.length;) {
    const step = reached[level]!;
    let several = 1;
    while (reached[level + several] === step) several++;
    writer.write(2 * (step - since) + (several > 1 ? 1 : 0));
    if (several > 1) writer.write(several - 2);
    since = step;
    level += several;
  }
}
