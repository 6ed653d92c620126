import { expect, test } from 'vitest';
import { bestRow } from '../../../src/shared/results/bestRow.ts';
import { withGrowingCells } from '../../../src/shared/results/growingRecord.ts';
import {
  columnHead,
  columnText,
  foldConstantColumns,
  type ResultColumn,
  resultColumns,
} from '../../../src/shared/results/resultColumns.ts';
import { resultRows } from '../../../src/shared/results/resultRows.ts';
import { filterRows, parseFilter } from '../../../src/shared/results/rowFilter.ts';
import { sortRows } from '../../../src/shared/results/sortRows.ts';
import { everyEncoding, exampleRecord } from './exampleRecord.ts';

const record = exampleRecord({ encodings: everyEncoding.slice(0, 2), thresholds: [0.8, 1, 1.25], steps: 60 });
const rows = resultRows(record);
const columns = resultColumns(rows, record.settings, { time: 60, points: 1 });

function filtered(text: string): number[] {
  return filterRows(parseFilter(text, columns), columns);
}

test('the numbers of a row are those of its tally at the chosen time, in the units of the heads', () => {
  const early = resultColumns(rows, record.settings, { time: 7.2, points: 1 });
  const column = (id: string) => early.find((entry) => entry.id === id)!;
  const { tally } = rows[1]!;
  expect(column('accuracy').values[1]).toBe((100 * tally.readouts[0]!.correct[7]!) / tally.count);
  expect(column('spikes').values[1]).toBe(tally.spikes[7]! / tally.count);
  expect(column('synapticOperations').values[1]).toBe(tally.synapticOperations[7]! / tally.count / 1e6);
  expect(early.map(columnHead).slice(0, 9)).toEqual([
    'Preset',
    'Encoding',
    'Threshold (×)',
    'Readout',
    'Seed',
    'Accuracy (%)',
    '95 % from (%)',
    'to (%)',
    'Agreement (%)',
  ]);
});

test('thresholds have the decimals that the longest one needs', () => {
  const thresholds = columns.find(({ id }) => id === 'threshold')!;
  expect([0, 1, 2].map((row) => columnText(thresholds, row))).toEqual(['0.80', '1.00', '1.25']);
});

test('columns that say the same in every row are folded away', () => {
  const { varied, constant } = foldConstantColumns(columns);
  expect(constant.map(({ id }) => id)).toEqual(['preset', 'readout', 'seed', 'breakEven', 'samples']);
  expect(varied.map(({ id }) => id).slice(0, 3)).toEqual(['encoding', 'threshold', 'accuracy']);
});

test('a filter takes words, words that must not be there, and comparisons with columns', () => {
  expect(filtered('')).toEqual([0, 1, 2, 3, 4, 5]);
  expect(filtered('poisson')).toEqual([3, 4, 5]);
  expect(filtered('-Poisson threshold >= 1')).toEqual([1, 2]);
  expect(filtered('thr=0.8, encoding')).toEqual([]);
  expect(filtered('1.25')).toEqual([2, 5]);
});

test('a comparison that cannot be read says what it wants', () => {
  expect(JSON.stringify(parseFilter('mood>3', columns))).toContain('one of the columns threshold, seed, accuracy');
  expect(parseFilter('accuracy>', columns)).toEqual({ wanted: 'a number after accuracy>' });
});

test('rows without a value come last in both directions', () => {
  const encoding = columns.find(({ id }) => id === 'encoding')!;
  const latency: ResultColumn = {
    kind: 'numbers',
    id: 'latency',
    title: 'Latency',
    unit: 'ms',
    decimals: 0,
    help: '',
    values: [3, null, 1, 2, null, 9],
  };
  const few = [encoding, latency];
  const all = [0, 1, 2, 3, 4, 5];
  expect(sortRows(all, few, { column: 'latency', direction: 'up' })).toEqual([2, 3, 0, 5, 1, 4]);
  expect(sortRows(all, few, { column: 'latency', direction: 'down' })).toEqual([5, 0, 3, 2, 1, 4]);
  expect(sortRows(all, few, { column: 'encoding', direction: 'down' })).toEqual([3, 4, 5, 0, 1, 2]);
  expect(sortRows([4, 2], few, null)).toEqual([4, 2]);
});

test('the best row is marked as such only where the difference is more than chance', () => {
  expect(bestRow(rows, 60, 1)?.isSignificant).toBe(false);
  expect(bestRow(rows, 5, 1)?.isSignificant).toBe(true);
  expect(bestRow([], 5, 1)).toBe(null);
});

test('cells in progress join the record; finished ones are left as they are', () => {
  const unfinished = { ...record, cells: record.cells.map((cell, i) => (i === 0 ? cell : { ...cell, tally: null })) };
  const tally = { ...record.cells[1]!.tally!, count: 10 };
  const grown = withGrowingCells(
    unfinished,
    [0, 1].map((cell) => ({ cell, tally })),
  );
  expect(grown.cells.map((cell) => cell.tally?.count ?? null)).toEqual([1000, 10, null, null, null, null]);
  expect(resultRows(grown)).toHaveLength(2);
});

test('a table of 100,000 rows is made, filtered and sorted within a second', () => {
  const one = rows[0]!;
  const many = Array.from({ length: 100_000 }, (_, i) => ({ ...one, key: String(i) }));
  const start = performance.now();
  const table = resultColumns(many, record.settings, { time: 60, points: 1 });
  const shown = filterRows(parseFilter('constant accuracy>50', table), table);
  expect(sortRows(shown, table, { column: 'accuracy', direction: 'down' })).toHaveLength(100_000);
  expect(performance.now() - start).toBeLessThan(1000);
});
