import type { ColumnId, ResultColumn } from './resultColumns.ts';

export interface Sorting {
  readonly column: ColumnId;
  readonly direction: 'up' | 'down';
}

/** The rows in order of a column; rows without a value last in both directions, equal ones in the order in which they came. */
export function sortRows(rows: readonly number[], columns: readonly ResultColumn[], sorting: Sorting | null): number[] {
  const column = columns.find(({ id }) => id === sorting?.column);
  if (sorting === null || column === undefined) return [...rows];
  const sign = sorting.direction === 'up' ? 1 : -1;
  if (column.kind === 'words') {
    const { compare } = new Intl.Collator('en', { numeric: true });
    return rows.toSorted((a, b) => sign * compare(column.values[a]!, column.values[b]!));
  }
  const { values } = column;
  return rows.toSorted((a, b) => {
    const first = values[a]!;
    const second = values[b]!;
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return sign * (first - second);
  });
}
