import { axisNames, axisValue, axisValues } from '../sweep/axes.ts';
import type { Cell, SweepSettings } from '../sweep/plan.ts';
import type { RunRecord } from './runRecord.ts';

/** Cells that could not be finished for one and the same reason. */
export interface FailedCells {
  /** Positions in the record's cells. */
  readonly cells: readonly number[];
  /** In words: a sentence. */
  readonly reason: string;
}

/** The failed cells of a record, those of one reason together. */
export function failedCells({ cells }: Pick<RunRecord, 'cells'>): readonly FailedCells[] {
  const byReason = new Map<string, number[]>();
  for (const [index, { failure, tally }] of cells.entries()) {
    if (failure === null || tally !== null) continue;
    const others = byReason.get(failure);
    if (others === undefined) byReason.set(failure, [index]);
    else others.push(index);
  }
  return [...byReason].map(([reason, failed]) => ({ cells: failed, reason }));
}

/** How many settings are named before the rest is only counted. */
const mostNamed = 3;

/** Failed cells as a sentence: "2 of 12 cells (preset few-spike, threshold 0.8; preset few-spike, threshold 1) failed: …". */
export function describeFailedCells(
  { cells: indices, reason }: FailedCells,
  settings: SweepSettings,
  cells: readonly Cell[],
): string {
  const named = indices.slice(0, mostNamed).map((index) => describeSetting(settings, cells[index]!));
  const more = indices.length > mostNamed ? [`and ${indices.length - mostNamed} more`] : [];
  const which = named.some((words) => words !== '') ? ` (${[...named, ...more].join('; ')})` : '';
  return `${indices.length} of ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}${which} failed: ${reason}`;
}

/** The values of the axes that vary between cells. */
function describeSetting(settings: SweepSettings, cell: Cell): string {
  return axisNames
    .filter((axis) => axis !== 'readout' && axisValues(axis, settings).length > 1)
    .map((axis) => `${axis} ${axisValue(axis, cell, settings.readouts[0]!)}`)
    .join(', ');
}
