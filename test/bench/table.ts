/** Columns of a table: a heading, and the text of a row's cell. */
export type Columns<Row> = readonly (readonly [heading: string, cell: (row: Row) => string])[];

/** Rows under a title, columns aligned: numbers to the right, words to the left. */
export function formatTable<Row>(title: string, rows: readonly Row[], columns: Columns<Row>): string {
  const lines = [columns.map(([heading]) => heading), ...rows.map((row) => columns.map(([, cell]) => cell(row)))];
  const widths = columns.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)));
  const isNumber = columns.map((_, column) => lines.slice(1).every((cells) => /^[\d.]*( %)?$/.test(cells[column]!)));
  const format = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (isNumber[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd();
  return [`\n${title}`, ...lines.map((cells) => `  ${format(cells)}`)].join('\n');
}

export function billions(value: number): string {
  return (value / 1e9).toFixed(value < 1e8 ? 3 : 2);
}

export function millions(value: number): string {
  return (value / 1e6).toFixed(value < 1e8 ? 2 : 0);
}

export function percent(value: number): string {
  return `${(value * 100).toFixed(0)} %`;
}

/** Three digits that count. */
export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
