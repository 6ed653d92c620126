/** A column of a text table; every cell is finished text. */
export interface TextColumn {
  /** Lines of the head, unit last. */
  readonly head: readonly string[];
  readonly align: 'left' | 'right';
  readonly cells: readonly string[];
}

/** An aligned table for terminals: heads stand at the bottom of their rows, a rule below them, two spaces between columns. */
export function textTable(columns: readonly TextColumn[]): string {
  const headRows = Math.max(...columns.map(({ head }) => head.length));
  const rows = columns[0]?.cells.length ?? 0;
  const padded = columns.map((column) => {
    const head = [...Array<string>(headRows - column.head.length).fill(''), ...column.head];
    const width = Math.max(...[...head, ...column.cells].map((text) => text.length));
    const pad = (text: string): string => (column.align === 'left' ? text.padEnd(width) : text.padStart(width));
    return [...head.map(pad), '─'.repeat(width), ...column.cells.map(pad)];
  });
  const lines = Array.from({ length: headRows + 1 + rows }, (_, row) =>
    padded.map((column) => column[row]!).join('  '),
  );
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** Numbers with as many decimals as the longest of them needs. */
export function alignDecimals(values: readonly number[]): string[] {
  const decimals = Math.max(0, ...values.map((value) => String(value).split('.')[1]?.length ?? 0));
  return values.map((value) => value.toFixed(decimals));
}
