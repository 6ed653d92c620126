import { expect, test } from 'vitest';
import { type DataColumn, rowFits, tableText } from '../../src/renderer/components/dataTableModel.ts';
import { histogramBars } from '../../src/renderer/components/histogramBars.ts';
import { nextSelection, stepFor } from '../../src/renderer/components/tableKeys.ts';
import { stepInGrid } from '../../src/renderer/views/data/gridKeys.ts';

interface Row {
  readonly name: string;
  readonly size: number;
}
const columns: readonly DataColumn<Row>[] = [
  { id: 'name', title: 'Name', kind: 'text', width: 1, value: ({ name }) => name, text: ({ name }) => name },
  {
    id: 'size',
    title: 'Size',
    unit: 'ms',
    kind: 'number',
    width: 1,
    value: ({ size }) => size,
    text: ({ size }) => size.toFixed(1),
  },
];

test('a filter wants every word somewhere in the row, as it is read', () => {
  expect(rowFits({ name: 'Poisson rate', size: 2 }, columns, 'rate 2.0')).toBe(true);
  expect(rowFits({ name: 'Poisson rate', size: 2 }, columns, 'rate 3')).toBe(false);
});

test('rows are copied as spreadsheets paste them, units in the head', () => {
  expect(tableText([{ name: 'a\tb', size: 1 }], columns)).toBe('Name\tSize (ms)\na b\t1.0');
});

test('Shift selects from the row before, Ctrl adds and takes out', () => {
  const keys = ['a', 'b', 'c', 'd'];
  expect([...nextSelection(new Set(['b']), keys, 'b', 'd', 'range')]).toEqual(['b', 'c', 'd']);
  expect([...nextSelection(new Set(['b']), keys, 'b', 'a', 'toggle')]).toEqual(['b', 'a']);
  expect([...nextSelection(new Set(['b', 'a']), keys, 'b', 'a', 'toggle')]).toEqual(['b']);
});

test('keys stop at the ends', () => {
  expect(stepFor('ArrowUp', 0, 10, 5)).toBe(0);
  expect(stepFor('PageDown', 7, 10, 5)).toBe(9);
  expect(stepFor('x', 7, 10, 5)).toBeNull();
  expect(stepInGrid('ArrowUp', 2, 20, 5, 10)).toBe(2);
  expect(stepInGrid('ArrowDown', 2, 20, 5, 10)).toBe(7);
});

test('many exact zeros are said, not drawn: they would flatten everything else', () => {
  const histogram = { edges: [0, 1, 2], counts: [90, 10], lowest: 0, highest: 2, mean: 0.2, zeros: 0.8 };
  expect(histogramBars(histogram)).toEqual({ heights: [1, 1], isWithoutZeros: true });
  expect(histogramBars({ ...histogram, zeros: 0.1 }).isWithoutZeros).toBe(false);
});
