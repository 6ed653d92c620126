import { type AxisName, axisNames, axisValue } from '../sweep/axes.ts';
import type { ResultRow } from './resultRows.ts';

/** A value of an axis that the legend switched off. */
export type HiddenValue = `${AxisName}=${string}`;

/** Keys of the rows that have one of the values. */
export function hiddenRows(rows: readonly ResultRow[], hidden: ReadonlySet<HiddenValue>): ReadonlySet<string> {
  const pairs = [...hidden].map((entry) => {
    const at = entry.indexOf('=');
    return { axis: entry.slice(0, at), value: entry.slice(at + 1) };
  });
  const isHidden = ({ cell, readout }: ResultRow): boolean =>
    pairs.some(({ axis, value }) => isAxis(axis) && axisValue(axis, cell, readout) === value);
  return new Set(pairs.length === 0 ? [] : rows.filter(isHidden).map(({ key }) => key));
}

function isAxis(text: string): text is AxisName {
  return axisNames.some((axis) => axis === text);
}
