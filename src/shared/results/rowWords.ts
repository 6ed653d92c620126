import { axisTitle, axisWords } from '../sweep/axisWords.ts';
import { axisNames, axisValue, axisValues } from '../sweep/axes.ts';
import type { Cell, SweepSettings } from '../sweep/plan.ts';
import type { ResultRow } from './resultRows.ts';

/** What sets a row apart from the others of its run; all its settings where nothing varies. */
export function rowWords({ cell, readout }: ResultRow, settings: SweepSettings): string {
  const varied = axisNames.filter((axis) => axisValues(axis, settings).length > 1);
  return (varied.length === 0 ? axisNames : varied)
    .map((axis) => axisWords(axis, axisValue(axis, cell, readout)))
    .join(', ');
}

/** Every setting of a row with its name. */
export function rowSettings({ cell, readout }: ResultRow): (readonly [label: string, value: string])[] {
  return axisNames.map((axis) => [axisTitle(axis), axisWords(axis, axisValue(axis, cell, readout))]);
}

/** What sets a cell apart from the others of its run, whatever the readout. */
export function cellWords(cell: Cell, settings: SweepSettings): string {
  const axes = axisNames.filter((axis) => axis !== 'readout');
  const varied = axes.filter((axis) => axisValues(axis, settings).length > 1);
  return (varied.length === 0 ? axes : varied)
    .map((axis) => axisWords(axis, axisValue(axis, cell, settings.readouts[0]!)))
    .join(', ');
}
