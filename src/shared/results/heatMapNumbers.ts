import type { MeasureName } from '../metrics/measures.ts';
import { type AxisName, axisValue, axisValues } from '../sweep/axes.ts';
import type { SweepSettings } from '../sweep/plan.ts';
import { measureFacts } from '../metrics/measures.ts';
import { type MeasureMoment, measureRow, type ResultRow } from './resultRows.ts';

/** What one square says where several rows fall into it, because more than two axes vary. */
export type Gathering = 'mean' | 'best';

/** A measure over two axes of a sweep. */
export interface HeatMapNumbers {
  readonly x: readonly string[];
  readonly y: readonly string[];
  /** Squares that have a value. */
  readonly squares: readonly HeatMapSquare[];
}

export interface HeatMapSquare {
  /** Positions on the axes. */
  readonly x: number;
  readonly y: number;
  readonly value: number;
  /** Keys of the rows behind it, the best first. */
  readonly keys: readonly string[];
}

/** Gathers the rows by two different axes; rows without a value are left out. */
export function heatMapNumbers(
  rows: readonly ResultRow[],
  settings: SweepSettings,
  axes: { readonly x: AxisName; readonly y: AxisName },
  measure: MeasureName,
  moment: MeasureMoment,
  gathering: Gathering,
): HeatMapNumbers {
  const x = axisValues(axes.x, settings);
  const y = axisValues(axes.y, settings);
  const sign = measureFacts(measure, moment.points).better === 'more' ? -1 : 1;
  const groups = new Map<number, { readonly key: string; readonly value: number }[]>();
  for (const row of rows) {
    const value = measureRow(measure, row, moment, settings.timeStep);
    if (value === null) continue;
    const column = x.indexOf(axisValue(axes.x, row.cell, row.readout));
    const place = y.indexOf(axisValue(axes.y, row.cell, row.readout)) * x.length + column;
    groups.set(place, [...(groups.get(place) ?? []), { key: row.key, value }]);
  }
  const squares = Array.from(groups, ([place, entries]) => {
    const sorted = entries.toSorted((a, b) => sign * (a.value - b.value));
    const mean = sorted.reduce((sum, { value }) => sum + value, 0) / sorted.length;
    return {
      x: place % x.length,
      y: Math.floor(place / x.length),
      value: gathering === 'best' ? sorted[0]!.value : mean,
      keys: sorted.map(({ key }) => key),
    };
  });
  return { x, y, squares };
}
