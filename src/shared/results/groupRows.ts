import type { ResultRow } from './resultRows.ts';

/** Rows with the same key, in the order of their first ones. */
export function groupRows(rows: readonly ResultRow[], keyOf: (row: ResultRow) => string): ResultRow[][] {
  const groups = new Map<string, ResultRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}
