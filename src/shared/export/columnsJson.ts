import { type ColumnMeaning, longMeanings } from './longColumns.ts';
import { resultsColumns } from './resultsCsv.ts';
import type { TableColumn } from './tableColumns.ts';

/** Data dictionary of CSV files: name, unit and meaning of every column, in order, by file. */
export function columnsJson(files: Readonly<Record<string, readonly ColumnMeaning[]>>): string {
  return `${JSON.stringify({ schema: 1, format: 'CSV (RFC 4180), UTF-8; empty where there is no value', files }, null, 2)}\n`;
}

/** Meanings of results.csv, one row for each cell, readout and time step. */
export function longDictionary(): readonly ColumnMeaning[] {
  return resultsColumns.map((name) => ({ name, ...longMeanings[name] }));
}

/** Meanings of a table with one row for each cell and readout. */
export function wideDictionary(columns: readonly TableColumn[]): readonly ColumnMeaning[] {
  return columns.map(({ name, unit, meaning }) => ({ name, unit, meaning }));
}
