/**
 * Reads RFC 4180 text with `\n` line ends and throws at anything the grammar does not have: a bare quote or carriage return, text
 * after a closing quote, a missing last line end, rows of unequal length.
 */
export function parseStrictCsv(text: string): string[][] {
  const rows: string[][] = [];
  const field = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
  let row: string[] = [];
  for (let at = 0; at < text.length; at++) {
    field.lastIndex = at;
    const [whole, quoted, plain] = field.exec(text)!;
    row.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    at += whole.length;
    if (text[at] === '\n') {
      rows.push(row);
      row = [];
    } else if (text[at] !== ',')
      throw new Error(`Row ${rows.length + 1} has ${JSON.stringify(text[at])} after a field.`);
  }
  if (row.length > 0) throw new Error('The last row has no line end.');
  if (rows.some(({ length }) => length !== rows[0]!.length)) throw new Error('Rows differ in length.');
  return rows;
}
