/** One line of CSV (RFC 4180), line end `\n` included. Numbers are the shortest that read back as the same double; null stays empty. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvField).join(',')}\n`;
}

function csvField(value: string | number | null): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
