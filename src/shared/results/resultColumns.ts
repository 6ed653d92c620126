import { measureFacts, type MeasureName, measureNames } from '../metrics/measures.ts';
import { wilsonInterval } from '../metrics/wilson.ts';
import { type AxisName, axisNames, axisValue } from '../sweep/axes.ts';
import type { SweepSettings } from '../sweep/plan.ts';
import { type MeasureMoment, measureRow, type ResultRow, stepAt } from './resultRows.ts';

export type ColumnId = AxisName | MeasureName | 'low' | 'high' | 'samples';

/** A column of the results: words, or numbers in a unit. Values are by row. */
export type ResultColumn = WordColumn | NumberColumn;

export interface WordColumn {
  readonly kind: 'words';
  readonly id: ColumnId;
  readonly title: string;
  readonly values: readonly string[];
}

export interface NumberColumn {
  readonly kind: 'numbers';
  readonly id: ColumnId;
  readonly title: string;
  /** Empty for plain numbers. */
  readonly unit: string;
  readonly decimals: number;
  readonly help: string;
  readonly values: readonly (number | null)[];
}

/** Every column of the rows, settings first. */
export function resultColumns(
  rows: readonly ResultRow[],
  settings: SweepSettings,
  moment: MeasureMoment,
): ResultColumn[] {
  const hasWork = rows.some(({ work }) => work !== null);
  const names = measureNames.filter((name) => hasWork || (name !== 'energy' && name !== 'breakEven'));
  const [accuracy, ...others] = names.map((name) => measureColumn(name, rows, settings, moment));
  return [
    ...axisNames.map((axis) => axisColumn(axis, rows)),
    accuracy!,
    ...intervalColumns(rows, settings, moment),
    ...others,
    {
      kind: 'numbers',
      id: 'samples',
      title: 'Samples',
      unit: '',
      decimals: 0,
      help: 'Samples that the row is counted over.',
      values: rows.map(({ tally }) => tally.count),
    },
  ];
}

/** A value of a column as the table writes it; `–` where there is none. */
export function columnText(column: ResultColumn, row: number): string {
  if (column.kind === 'words') return column.values[row]!;
  const value = column.values[row]!;
  return value === null ? '–' : value.toFixed(column.decimals);
}

/** Title and unit in one line. */
export function columnHead(column: ResultColumn): string {
  return column.kind === 'words' || column.unit === '' ? column.title : `${column.title} (${column.unit})`;
}

/** Columns whose values differ, and those that say the same in every row, which one line can say. */
export function foldConstantColumns(columns: readonly ResultColumn[]): {
  readonly varied: ResultColumn[];
  readonly constant: ResultColumn[];
} {
  const isConstant = ({ values }: ResultColumn): boolean => values.every((value) => value === values[0]);
  const folds = columns.map((column) => column.values.length > 1 && isConstant(column));
  return { varied: columns.filter((_, i) => !folds[i]), constant: columns.filter((_, i) => folds[i]) };
}

function axisColumn(axis: AxisName, rows: readonly ResultRow[]): ResultColumn {
  const values = rows.map(({ cell, readout }) => axisValue(axis, cell, readout));
  const title = axis.charAt(0).toUpperCase() + axis.slice(1);
  if (axis !== 'threshold' && axis !== 'seed') return { kind: 'words', id: axis, title, values };
  const decimals = Math.max(0, ...new Set(values.map((value) => value.split('.')[1]?.length ?? 0)));
  const [unit, help] = axis === 'threshold' ? ['×', 'Factor on every threshold of the preset.'] : ['', 'Random draws.'];
  return { kind: 'numbers', id: axis, title, unit, decimals, help, values: values.map(Number) };
}

function measureColumn(
  name: MeasureName,
  rows: readonly ResultRow[],
  { timeStep }: SweepSettings,
  moment: MeasureMoment,
): NumberColumn {
  const { short, decimals, help } = measureFacts(name, moment.points);
  const [title, unit] = short;
  const values = rows.map((row) => measureRow(name, row, moment, timeStep));
  return {
    kind: 'numbers',
    id: name,
    title,
    unit,
    help,
    values,
    decimals: name === 'latency' ? needed(values) : decimals,
  };
}

function intervalColumns(
  rows: readonly ResultRow[],
  { timeStep }: SweepSettings,
  { time }: MeasureMoment,
): NumberColumn[] {
  const intervals = rows.map((row) => {
    const { correct } = row.tally.readouts[row.readoutIndex]!;
    return wilsonInterval(correct[stepAt(row, time, timeStep)]!, row.tally.count);
  });
  const common = { kind: 'numbers', unit: '%', decimals: 2, help: 'End of the 95 % Wilson interval.' } as const;
  return [
    { ...common, id: 'low', title: '95 % from', values: intervals.map(({ low }) => 100 * low) },
    { ...common, id: 'high', title: 'to', values: intervals.map(({ high }) => 100 * high) },
  ];
}

/** Decimals that the longest value needs. */
function needed(values: readonly (number | null)[]): number {
  return Math.max(0, ...new Set(values.map((value) => String(value).split('.')[1]?.length ?? 0)));
}
