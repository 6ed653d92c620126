/**
 * Walks over the cells of CSV bytes without making a string of each: a table of 60,000 images has 47 million cells, nearly all of them
 * short whole numbers. That, and that a table of numbers needs little of what CSV libraries offer, is why there is none here.
 */
export interface CsvCursor {
  /** The cell is bytes `start` to `end` - 1, without quotes and outer spaces. */
  readonly start: number;
  readonly end: number;
  /** Line of the file, from 1. */
  readonly line: number;
  /** Whether the cell is the last one of its row. */
  readonly isLast: boolean;
  /** Goes to the next cell; false at the end. Empty lines are passed over. */
  advance(): boolean;
}

const newline = 10;
const carriageReturn = 13;
const space = 32;
const quote = 34;

/** A cursor before the first cell, for cells separated by the byte `separator`. */
export function createCsvCursor(bytes: Uint8Array, separator: number): CsvCursor {
  const cursor = { start: 0, end: 0, line: 1, isLast: true, advance };
  let position = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0; // byte order mark
  let lineOfPosition = 1;
  return cursor;

  function advance(): boolean {
    if (cursor.isLast) {
      while (position < bytes.length && (bytes[position] === newline || bytes[position] === carriageReturn)) {
        if (bytes[position++] === newline) lineOfPosition++;
      }
      if (position >= bytes.length) return false;
    }
    cursor.line = lineOfPosition;
    let start = position;
    while (bytes[start] === space) start++;
    const quoted = bytes[start] === quote;
    if (quoted) position = afterQuotes(bytes, ++start);
    while (position < bytes.length && bytes[position] !== separator && bytes[position] !== newline) position++;
    let end = position;
    while (end > start && (bytes[end - 1] === space || bytes[end - 1] === carriageReturn)) end--;
    if (quoted && bytes[end - 1] === quote) end--;
    cursor.start = start;
    cursor.end = end;
    cursor.isLast = position >= bytes.length || bytes[position] === newline;
    if (bytes[position] === newline) lineOfPosition++;
    position++;
    return true;
  }
}

/** Position behind the closing quote; a doubled quote stands for one and closes nothing. A quoted cell ends with its line. */
function afterQuotes(bytes: Uint8Array, start: number): number {
  let position = start;
  while (position < bytes.length && bytes[position] !== newline) {
    if (bytes[position] !== quote) position++;
    else if (bytes[position + 1] === quote) position += 2;
    else return position + 1;
  }
  return position;
}

/** The number in bytes `start` to `end` - 1; NaN where they are not one. */
export function numberAt(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return NaN;
  let whole = 0;
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! - 48;
    if (digit < 0 || digit > 9) return Number(textAt(bytes, start, end));
    whole = whole * 10 + digit;
  }
  return whole;
}

/** Bytes of a cell that are read as text: numbers and names of classes are shorter, and what is longer is neither. */
const longestText = 1000;

/** The text of a cell, with doubled quotes made single. */
export function textAt(bytes: Uint8Array, start: number, end: number): string {
  const text = bytes.subarray(start, Math.min(end, start + longestText));
  return new TextDecoder().decode(text).replaceAll('""', '"');
}
