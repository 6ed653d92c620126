import { axisWords } from '../sweep/axisWords.ts';
import { axisNames, axisValue, axisValues } from '../sweep/axes.ts';
import type { SweepSettings } from '../sweep/plan.ts';
import type { ResultRow } from './resultRows.ts';
import { rowWords } from './rowWords.ts';

/** What two rows are called beside each other. */
export interface ComparedNames {
  readonly first: string;
  readonly second: string;
  /** What both have and others of their runs have not; empty where there is nothing. */
  readonly shared: string;
}

/** A row with the settings of its run. */
export type RowOfRun = readonly [row: ResultRow, settings: SweepSettings];

/** Each row by the settings in which it differs from the other, and once what they share. */
export function comparedNames(first: RowOfRun, second: RowOfRun): ComparedNames {
  const valueOf = ([{ cell, readout }]: RowOfRun, axis: (typeof axisNames)[number]) => axisValue(axis, cell, readout);
  const differing = axisNames.filter((axis) => valueOf(first, axis) !== valueOf(second, axis));
  if (differing.length === 0) return { first: rowWords(...first), second: rowWords(...second), shared: '' };
  const varies = (axis: (typeof axisNames)[number]): boolean =>
    [first, second].some(([, settings]) => axisValues(axis, settings).length > 1);
  const words = (row: RowOfRun, axes: readonly (typeof axisNames)[number][]): string =>
    axes.map((axis) => axisWords(axis, valueOf(row, axis))).join(', ');
  return {
    first: words(first, differing),
    second: words(second, differing),
    shared: words(
      first,
      axisNames.filter((axis) => !differing.includes(axis) && varies(axis)),
    ),
  };
}
