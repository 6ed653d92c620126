import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsJson, longDictionary } from '../../../src/shared/export/columnsJson.ts';
import { escapeLatex } from '../../../src/shared/export/latexTable.ts';
import { resultsColumns } from '../../../src/shared/export/resultsCsv.ts';
import { tableContext } from '../../../src/shared/export/tableContext.ts';
import type { TableFormat } from '../../../src/shared/api/exportViews.ts';
import { columnsOf, makeTable } from '../../../src/shared/export/tableFormats.ts';
import { resultRows } from '../../../src/shared/results/resultRows.ts';
import type { RunRecord } from '../../../src/shared/results/runRecord.ts';
import { expectGolden } from '../../golden.ts';
import { everyEncoding, exampleRecord } from '../results/exampleRecord.ts';
import { anyRecord } from '../results/recordArbitrary.ts';
import { rightAbout } from '../results/rightAbout.ts';
import { parseStrictCsv } from './strictCsv.ts';

const made = (record: RunRecord, format: TableFormat, columns: readonly string[] | null = null): string =>
  [...makeTable({ format, columns, seeds: 'each' }, tableContext(record)).lines].join('');

test('the wide CSV, read by a strict parser, has a row for each cell and readout with every number to the last bit', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const context = tableContext(record);
      const columns = columnsOf(context);
      const [head, ...rows] = parseStrictCsv(made(record, 'wide-csv'));
      expect(head).toEqual(columns.map(({ name }) => name));
      expect(rows).toHaveLength(resultRows(record).length);
      rows.forEach((cells, r) =>
        columns.forEach(({ value }, c) => {
          const wanted = value(context.rows[r]!, context);
          const found = cells[c]!;
          expect(typeof wanted === 'number' ? Number(found) : found).toBe(wanted ?? '');
        }),
      );
    }),
    { numRuns: 40 },
  );
});

test('JSON holds the rows of the wide CSV, what they are about, and the caveat of the energies', () => {
  const record = exampleRecord({ thresholds: [0.8, 1], steps: 10 });
  const table = JSON.parse(made(record, 'json')) as {
    rows: Record<string, unknown>[];
    about: object;
    energy: { caveat: string };
  };
  const [head, ...rows] = parseStrictCsv(made(record, 'wide-csv'));
  const text = (value: unknown): string => (value === null ? '' : JSON.stringify(value).replaceAll('"', ''));
  expect(table.rows.map((row) => Object.values(row).map(text))).toEqual(rows);
  expect(Object.keys(table.rows[0]!)).toEqual(head);
  expect(table.about).toMatchObject({ model: 'cnn.keras', n: 1000, seeds: [1] });
  expect(table.energy.caveat).toMatch(/no memory traffic/);
});

test('the data dictionary names every column once, in order, with a meaning', () => {
  expect(longDictionary().map(({ name }) => name)).toEqual([...resultsColumns]);
  const columns = columnsOf(tableContext(exampleRecord({ steps: 5 })));
  expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
  for (const { name, meaning } of [...longDictionary(), ...columns]) {
    expect(name).toMatch(/^[a-z0-9_.]+$/);
    expect(meaning).toMatch(/^\S.{8,}[.;]?$/);
  }
  expect(JSON.parse(columnsJson({ 'results.csv': longDictionary() }))).toMatchObject({ schema: 1 });
});

/** Of 200 images the first cell is right about 180, the second about 150 of them, and so on. */
const clear = rightAbout(exampleRecord({ encodings: everyEncoding.slice(0, 2), thresholds: [0.8, 1], samples: 200 }), [
  [0, 190],
  [0, 150],
  [0, 149],
  [40, 180],
]);
const close = rightAbout(exampleRecord({ encodings: everyEncoding.slice(0, 2), samples: 200 }), [
  [0, 190],
  [2, 190],
]);

test('a Markdown table says who wins, by which test over how many pairs', () => {
  expectGolden(made(clear, 'markdown'), 'table-winner.md');
});

test('a LaTeX table of settings that chance may have put in order has no winner', () => {
  expectGolden(made(close, 'latex'), 'table-tied.tex');
});

test('columns come in the order asked for', () => {
  const rows = made(close, 'markdown', ['energy_uj', 'cell']).split('\n');
  expect(rows[2]).toBe('| Energy (µJ) | Cell |');
});

test('several seeds of a random input become mean ± deviation, those of a fixed input stay one measurement', () => {
  const record = exampleRecord({ encodings: everyEncoding.slice(0, 2), seeds: [1, 2, 3], steps: 30 });
  const shared = { ...record, cells: record.cells.map((cell, i) => (i < 3 ? { ...cell, simulation: 0 } : cell)) };
  const lines = [...makeTable({ format: 'markdown', columns: null, seeds: 'mean' }, tableContext(shared)).lines]
    .join('')
    .split('\n')
    .filter((line) => line.startsWith('|'));
  expect(lines).toHaveLength(4);
  expect(lines[2]).toMatch(/^\| constant-current \| \d+\.\d\d( †)? \|.*\| 1 \|$/);
  expect(lines[3]).toMatch(/^\| poisson \| \d+\.\d\d ± \d\.\d\d( †)? \|.*\| 3 \|$/);
});

test('LaTeX gets no letter that it reads as a command', () => {
  expect(escapeLatex('50 % & $x_1$ {a}~b^c \\d #2 "q" −3 × ± µ é 中')).toBe(
    "50 \\% \\& \\$x\\_1\\$ \\{a\\}\\textasciitilde{}b\\textasciicircum{}c \\textbackslash{}d \\#2 ''q'' \\ensuremath{-}3 " +
      '\\ensuremath{\\times} \\ensuremath{\\pm} \\ensuremath{\\mu} é ?',
  );
});
