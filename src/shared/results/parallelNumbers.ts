import { type MeasureName, shortTitle } from '../metrics/measures.ts';
import { axisNames, axisValue, axisValues } from '../sweep/axes.ts';
import { axisWords } from '../sweep/axisWords.ts';
import type { SweepSettings } from '../sweep/plan.ts';
import { type MeasureMoment, measureRow, type ResultRow } from './resultRows.ts';

/** One axis of parallel coordinates. Values are by row: the position of a category, or a number; null where there is none. */
export interface ParallelDimension {
  readonly title: string;
  /** Null for numbers. */
  readonly categories: readonly string[] | null;
  readonly values: readonly (number | null)[];
}

/** The settings that vary, then the measures that are not the same everywhere. */
export function parallelDimensions(
  rows: readonly ResultRow[],
  settings: SweepSettings,
  measures: readonly MeasureName[],
  moment: MeasureMoment,
): ParallelDimension[] {
  const varied = axisNames.filter((axis) => axisValues(axis, settings).length > 1);
  const axes = varied.map((axis): ParallelDimension => {
    const title = axis.charAt(0).toUpperCase() + axis.slice(1);
    const words = rows.map(({ cell, readout }) => axisValue(axis, cell, readout));
    if (axis === 'threshold') return { title: `${title} (×)`, categories: null, values: words.map(Number) };
    const categories = axisValues(axis, settings);
    return {
      title,
      categories: categories.map((value) => axisWords(axis, value)),
      values: words.map((word) => categories.indexOf(word)),
    };
  });
  const measured = measures.map((name) => ({
    title: shortTitle(name, moment.points),
    categories: null,
    values: rows.map((row) => measureRow(name, row, moment, settings.timeStep)),
  }));
  return [...axes, ...measured.filter(({ values }) => values.some((value) => value !== values[0]))];
}

/** Where values of a dimension without a number are drawn: above all others. */
export function placeOfNothing({ values }: ParallelDimension): number {
  const numbers = values.filter((value) => value !== null);
  const highest = Math.max(...numbers, 0);
  const lowest = Math.min(...numbers, highest);
  return highest + 0.12 * (highest - lowest || 1);
}

/** Positions of the rows that lie within the brushed ranges of all dimensions; several ranges of one dimension are alternatives. */
export function rowsWithin(
  dimensions: readonly ParallelDimension[],
  ranges: ReadonlyMap<number, readonly (readonly [from: number, to: number])[]>,
): number[] {
  const brushed = [...ranges].filter(([, list]) => list.length > 0);
  const rows = Array.from(dimensions[0]?.values.keys() ?? []);
  return rows.filter((row) =>
    brushed.every(([at, list]) => {
      const dimension = dimensions[at]!;
      const value = dimension.values[row] ?? placeOfNothing(dimension);
      return list.some(([from, to]) => value >= Math.min(from, to) && value <= Math.max(from, to));
    }),
  );
}
