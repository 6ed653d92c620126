import { measureFacts, type MeasureName } from '../metrics/measures.ts';
import { paretoFront } from '../metrics/paretoFront.ts';
import type { Milliseconds } from '../units.ts';
import { type MeasureMoment, measureRow, type ResultRow } from './resultRows.ts';

/** A row as a choice between a cost and a merit. */
export interface ParetoPoint {
  readonly row: ResultRow;
  readonly x: number;
  readonly y: number;
  /** No other row is at least as good in both and better in one. */
  readonly isOnFront: boolean;
}

/** Rows that have both measures, and how many lack one. */
export interface ParetoNumbers {
  readonly points: readonly ParetoPoint[];
  readonly missing: number;
}

export function paretoNumbers(
  rows: readonly ResultRow[],
  measures: { readonly x: MeasureName; readonly y: MeasureName },
  moment: MeasureMoment,
  timeStep: Milliseconds,
): ParetoNumbers {
  const found = rows.flatMap((row) => {
    const x = measureRow(measures.x, row, moment, timeStep);
    const y = measureRow(measures.y, row, moment, timeStep);
    return x === null || y === null ? [] : [{ row, x, y }];
  });
  const isLess = (name: MeasureName): boolean => measureFacts(name, moment.points).better === 'less';
  const front = paretoFront(found, { x: isLess(measures.x), y: isLess(measures.y) });
  const points = found.map(({ row, x, y }, i) => ({ row, x, y, isOnFront: front[i]! }));
  return { points, missing: rows.length - points.length };
}
