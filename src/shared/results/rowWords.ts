import { axisTitle, axisWords } from '../chart/axisWords.ts';
import { axisNames, axisValue, axisValues } from '../sweep/axes.ts';
import type { SweepSettings } from '../sweep/plan.ts';
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
