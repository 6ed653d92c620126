import type { TableFormat } from '../api/exportViews.ts';
import { axisNames, axisValues } from '../sweep/axes.ts';
import { columnsJson, longDictionary, wideDictionary } from './columnsJson.ts';
import { latexTable } from './latexTable.ts';
import { markdownTable } from './markdownTable.ts';
import { printTable } from './printTable.ts';
import { resultsCsvLines } from './resultsCsv.ts';
import { type TableColumn, tableColumns } from './tableColumns.ts';
import type { TableContext } from './tableContext.ts';
import { tableJsonLines, wideCsvLines } from './wideTable.ts';

/** Ending of a file of the format. */
export const tableEndings: Readonly<Record<TableFormat, string>> = {
  csv: 'csv',
  'wide-csv': 'csv',
  json: 'json',
  latex: 'tex',
  markdown: 'md',
};

/** What a table is to hold. */
export interface TableRequest {
  readonly format: TableFormat;
  /** Names of columns in order; null for the usual ones of the format. */
  readonly columns: readonly string[] | null;
  readonly seeds: 'each' | 'mean';
}

/** A table as pieces of text, and the data dictionary that belongs to it; null for tables that people read. */
export interface MadeTable {
  readonly lines: Iterable<string>;
  readonly dictionary: ((file: string) => string) | null;
}

/** Makes a table. `columns` are known names: see `unknownColumn`. */
export function makeTable({ format, columns, seeds }: TableRequest, context: TableContext): MadeTable {
  const known = columnsOf(context);
  const chosen = (usual: readonly TableColumn[]): readonly TableColumn[] =>
    columns === null ? usual : columns.map((name) => known.find((column) => column.name === name)!);
  switch (format) {
    case 'csv':
      return {
        lines: resultsCsvLines(context.record),
        dictionary: (file) => columnsJson({ [file]: longDictionary() }),
      };
    case 'wide-csv':
      return {
        lines: wideCsvLines(chosen(known), context),
        dictionary: (file) => columnsJson({ [file]: wideDictionary(chosen(known)) }),
      };
    case 'json':
      return { lines: tableJsonLines(chosen(known), context), dictionary: null };
    case 'latex':
      return { lines: [latexTable(printTable(chosen(usualColumns(context)), context, seeds))], dictionary: null };
    case 'markdown':
      return { lines: [markdownTable(printTable(chosen(usualColumns(context)), context, seeds))], dictionary: null };
    default:
      return format satisfies never;
  }
}

/** Names of all columns with one row for each cell and readout. */
export function columnNames(context: TableContext): readonly string[] {
  return columnsOf(context).map(({ name }) => name);
}

/** Every column, with accuracies at the durations that the sweep asked for. */
export function columnsOf({ record }: TableContext): readonly TableColumn[] {
  return tableColumns(record.settings.durations.toSorted((a, b) => a - b));
}

/** What varies, then what a paper asks for. */
export function usualColumns(context: TableContext): readonly TableColumn[] {
  const { settings } = context.record;
  const varied = axisNames.filter((axis) => axisValues(axis, settings).length > 1);
  const names = new Set<string>([
    ...varied,
    ...(settings.changes.length > 1 ? ['changes'] : []),
    'accuracy',
    'accuracy_low',
    'accuracy_high',
    'time_to_analog_minus_1_ms',
    'spikes_per_sample',
    'synaptic_operations_per_sample',
    ...(context.rows.some(({ work }) => work !== null) ? ['energy_uj'] : []),
  ]);
  return columnsOf(context).filter(({ name }) => names.has(name));
}
