import { classesAt, readCourses } from '../metrics/readCourses.ts';
import type { Milliseconds } from '../units.ts';
import { type ResultRow, stepAt } from './resultRows.ts';

/** Class of each sample at a time: [sample]; null where the record keeps the classes after the last step alone, or was trimmed. */
export function classesAtTime(row: ResultRow, time: Milliseconds, timeStep: Milliseconds): readonly number[] | null {
  const { courses, predictions } = row.tally.readouts[row.readoutIndex]!;
  const step = stepAt(row, time, timeStep);
  if (step === row.tally.spikes.length - 1) return predictions.length === row.tally.count ? predictions : null;
  return courses === null ? null : classesAt(readCourses(courses, row.tally.count), step);
}
