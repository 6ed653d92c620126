import { useMemo } from 'react';
import { readCourses, type SampleCourses } from '../../../shared/metrics/readCourses.ts';
import type { ResultRow } from '../../../shared/results/resultRows.ts';
import { useCell } from './useCell.ts';

/** The courses of a row's samples; null while they are read, and where it has none. */
export function useSideCourses(run: string, row: ResultRow | null, samples: number): SampleCourses | null {
  const { data } = useCell(run, row, samples);
  const courses = row === null ? null : (data?.tally.readouts[row.readoutIndex]?.courses ?? null);
  return useMemo(() => (courses === null ? null : readCourses(courses, samples)), [courses, samples]);
}
