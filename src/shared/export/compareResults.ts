/**
 * Where a table of results differs from the stored one: the first line that does, with the cell and column concerned. Null where both are the
 * same to the byte.
 */
export function firstDifferentRow(stored: string, found: string): string | null {
  if (stored === found) return null;
  const [before, after] = [stored.split('\n'), found.split('\n')];
  const line = before.findIndex((text, index) => text !== after[index]);
  if (line === -1) return `it has ${after.length - before.length} lines more than the stored table`;
  const theirs = before[line]!;
  const ours = after[line];
  if (ours === undefined)
    return `it ends at line ${line + 1}: the stored table has ${before.length - after.length} lines more`;
  const columns = before[0]!.split(',');
  const [cells, others] = [theirs.split(','), ours.split(',')];
  const column = cells.findIndex((cell, index) => cell !== others[index]);
  const place = `line ${line + 1}, cell ${cells[0]}`;
  const time = columns.indexOf('time_ms');
  const moment = time === -1 || line === 0 ? '' : `, ${cells[time]} ms`;
  if (column === -1) return `${place}: "${theirs}" stored, "${ours}" now`;
  return `${place}${moment}, column ${columns[column]}: ${cells[column]} stored, ${others[column] ?? 'nothing'} now`;
}

/** The first place at which two values that JSON can hold differ, as a path with both values; null where they are equal. */
export function firstDifferentValue(stored: unknown, found: unknown, path = ''): string | null {
  if (Object.is(stored, found)) return null;
  const [before, after] = [entriesOf(stored), entriesOf(found)];
  if (before === null || after === null) return `${path}: ${shown(stored)} stored, ${shown(found)} now`;
  for (const [key, value] of before) {
    const inner = path === '' ? key : `${path}.${key}`;
    if (!after.has(key)) return `${inner}: ${shown(value)} stored, nothing now`;
    const difference = firstDifferentValue(value, after.get(key), inner);
    if (difference !== null) return difference;
  }
  const extra = [...after.keys()].find((key) => !before.has(key));
  return extra === undefined
    ? null
    : `${path === '' ? extra : `${path}.${extra}`}: nothing stored, ${shown(after.get(extra))} now`;
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> | null {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
