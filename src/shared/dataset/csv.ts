import { type ByteSource, readAll } from '../bytes/byteSource.ts';
import { WorkbenchError } from '../problems/problems.ts';
import { type CsvCursor, createCsvCursor, numberAt, textAt } from './csvCells.ts';
import { splitOfName } from './fileNames.ts';
import { namedLabels, toLabels } from './labels.ts';
import { damaged, notADataset } from './errors.ts';
import { pixelsIfWhole } from './pixels.ts';
import type { StoredSplit, StoredSplits } from './storedSplit.ts';

const labelNames = new Set(['label', 'class', 'target', 'y']);
/** What is read at most; MNIST's training images are 0.11 GB as CSV. */
const largestFile = 2 ** 31;
/** Most columns; an image of 512 × 512 pixels in three colours has fewer. */
const mostColumns = 2 ** 20;

/** What each column of a table is. */
interface CsvLayout {
  readonly hasHeader: boolean;
  readonly columns: number;
  /** Column of the label; null where there is none. */
  readonly label: number | null;
  /** Columns that are neither label nor value: those without a name, which is how pandas writes its row numbers. */
  readonly ignored: ReadonlySet<number>;
}

/** The splits of CSV files, each named by its file name. `inputSize` is the number of values that the model takes, if there is one. */
export function csvSplits(file: string, sources: readonly ByteSource[], inputSize: number | null): StoredSplits {
  const splits = new Map<string, () => Promise<StoredSplit>>();
  const names = new Map<string, string>();
  for (const source of sources) {
    const split = splitOfName(source.name);
    const other = names.get(split);
    if (other !== undefined) {
      throw new WorkbenchError({ area: 'dataset', kind: 'severalDatasets', file, files: [other, source.name] });
    }
    names.set(split, source.name);
    splits.set(split, async () => {
      if (source.byteLength > largestFile) throw damaged(source.name, 'it is larger than 2 GiB, the most that is read');
      return parseCsv(source.name, await readAll(source), inputSize);
    });
  }
  return splits;
}

/**
 * A table with one row per sample. The label is in the column called label, class, target or y, or else in the first one, unless the
 * columns are as many as the model takes values or the first is named like the others. Throws the Problems notADataset, damagedDataset.
 */
export function parseCsv(file: string, bytes: Uint8Array, inputSize: number | null): StoredSplit {
  const separator = separatorOf(bytes);
  const layout = layoutOf(file, firstRow(file, bytes, separator), inputSize);
  const features = layout.columns - layout.ignored.size - (layout.label === null ? 0 : 1);
  if (features < 1) throw notADataset(file, 'as a table it has a label column and no other');
  const values = new Float32Array(mostValues(bytes, features));
  const labels: string[] = [];
  let filled = 0;
  let count = 0;

  const cursor = createCsvCursor(bytes, separator);
  if (layout.hasHeader) passRow(cursor);
  while (cursor.advance()) {
    for (let column = 0; ; column++) {
      if (column >= layout.columns || (cursor.isLast && column < layout.columns - 1)) {
        const found = column < layout.columns ? column + 1 : 'more';
        throw damaged(file, `line ${cursor.line} has ${found} cells where the first line has ${layout.columns}`);
      }
      if (column === layout.label) labels.push(textAt(bytes, cursor.start, cursor.end));
      else if (!layout.ignored.has(column)) {
        const value = numberAt(bytes, cursor.start, cursor.end);
        if (!Number.isFinite(value)) throw notANumber(file, bytes, cursor, column);
        values[filled++] = value;
      }
      if (cursor.isLast) break;
      cursor.advance();
    }
    count++;
  }

  return {
    sampleShape: [features],
    count,
    values: pixelsIfWhole(values.slice(0, filled)),
    ...(layout.label === null ? { labels: null, classNames: null } : labelsOf(file, labels)),
  };
}

function layoutOf(file: string, first: readonly string[], inputSize: number | null): CsvLayout {
  const columns = first.length;
  if (columns < 2) throw notADataset(file, 'as a table it has a single column');
  const named = first.findIndex((name) => labelNames.has(name.toLowerCase()));
  const hasHeader = named >= 0 || first.some((cell, column) => column > 0 && Number.isNaN(Number(cell)));
  const ignored = new Set(hasHeader ? first.flatMap((name, column) => (name === '' ? [column] : [])) : []);
  if (named >= 0) return { hasHeader, columns, label: named, ignored };
  const unlabelled = columns - ignored.size === inputSize || (hasHeader && stemOf(first[0]!) === stemOf(first[1]!));
  const label = [...first.keys()].find((column) => !ignored.has(column)) ?? null;
  return { hasHeader, columns, label: unlabelled ? null : label, ignored };
}

/** `pixel` of `pixel17`, `r` of `r2c5`: columns named alike are values. */
function stemOf(name: string): string {
  return name.replaceAll(/\d+/g, '');
}

/** Class numbers as they are, names as numbered names. */
function labelsOf(file: string, texts: readonly string[]): Pick<StoredSplit, 'labels' | 'classNames'> {
  const numbers = texts.map((text) => (text === '' ? NaN : Number(text)));
  if (numbers.some(Number.isNaN)) return namedLabels(file, texts, texts.length);
  return { labels: toLabels(file, numbers, [texts.length], texts.length), classNames: null };
}

/** The byte among comma, semicolon and tab that the first line has most of. */
function separatorOf(bytes: Uint8Array): number {
  const counts = new Map([',', ';', '\t'].map((character) => [character.charCodeAt(0), 0]));
  for (const byte of bytes) {
    if (byte === 10) break;
    const count = counts.get(byte);
    if (count !== undefined) counts.set(byte, count + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]![0];
}

function firstRow(file: string, bytes: Uint8Array, separator: number): readonly string[] {
  const cursor = createCsvCursor(bytes, separator);
  const cells: string[] = [];
  while (cursor.advance()) {
    if (cells.length === mostColumns) throw notADataset(file, `its first line has more than ${mostColumns} cells`);
    cells.push(textAt(bytes, cursor.start, cursor.end));
    if (cursor.isLast) break;
  }
  return cells;
}

function passRow(cursor: CsvCursor): void {
  while (cursor.advance() && !cursor.isLast);
}

/** An upper bound of the number of values: full lines, and two bytes for each value at least. */
function mostValues(bytes: Uint8Array, features: number): number {
  let lines = 1;
  for (const byte of bytes) if (byte === 10) lines++;
  return Math.min(lines * features, Math.ceil(bytes.length / 2) + 1);
}

function notANumber(file: string, bytes: Uint8Array, cursor: CsvCursor, column: number): WorkbenchError {
  const text = textAt(bytes, cursor.start, Math.min(cursor.end, cursor.start + 40));
  return damaged(file, `line ${cursor.line}, column ${column + 1} holds "${text}", which is not a number`);
}
