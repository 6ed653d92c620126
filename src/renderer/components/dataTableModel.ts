import {
  type ColumnDef,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { ReactNode } from 'react';

/** A column of a table: what it holds, how it is sorted, and how it is drawn. */
export interface DataColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** In the head, after the title: "ms". */
  readonly unit?: string;
  /** Numbers stand at the right. */
  readonly kind: 'text' | 'number';
  /** Pixels to start with; `grows` takes what is left over. */
  readonly width: number;
  readonly grows?: boolean;
  /** What sorting and filtering look at; null sorts last. */
  readonly value: (row: Row) => string | number | null;
  /** What stands in the cell, and what is copied. */
  readonly text: (row: Row) => string;
  /** Drawn instead of the text. */
  readonly cell?: (row: Row) => ReactNode;
  /** A sentence on hover of the head. */
  readonly help?: string;
  readonly isHidden?: boolean;
  /** Pixels beside the text of a cell for what is drawn there besides, where columns fit their content. */
  readonly room?: number;
  /** What is copied in its place: a cell of two numbers is two columns of a spreadsheet. */
  readonly copies?: readonly Pick<DataColumn<Row>, 'title' | 'unit' | 'text'>[];
}

/** What the library does for our tables. Filtering is ours: it looks at the text that a person sees. */
export const tableKind = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
});

/** Columns as the table library wants them. */
export function libraryColumns<Row extends object>(
  columns: readonly DataColumn<Row>[],
): readonly ColumnDef<typeof tableKind, Row>[] {
  return columns.map(({ id, title, width, value }) => ({
    id,
    header: title,
    size: width,
    minSize: 48,
    accessorFn: (row) => value(row) ?? undefined,
    sortUndefined: 'last',
    sortFn: (a, b) => compare(value(a.original), value(b.original)),
  }));
}

/** Lines of tabs and line ends, as spreadsheets paste them. */
export function tableText<Row>(rows: readonly Row[], shown: readonly DataColumn<Row>[]): string {
  const columns = shown.flatMap((column) => column.copies ?? [column]);
  const head = columns.map(({ title, unit }) => (unit === undefined ? title : `${title} (${unit})`));
  return [head, ...rows.map((row) => columns.map(({ text }) => text(row)))]
    .map((cells) => cells.map((cell) => cell.replaceAll(/[\t\r\n]+/g, ' ')).join('\t'))
    .join('\n');
}

/** The words of a filter, all of which must occur somewhere in the row. */
export function rowFits<Row>(row: Row, columns: readonly DataColumn<Row>[], filter: string): boolean {
  const line = columns
    .map(({ text }) => text(row))
    .join('\u0000')
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => line.includes(word));
}

function compare(a: string | number | null, b: string | number | null): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a ?? '').localeCompare(String(b ?? ''), 'en', { numeric: true });
}
