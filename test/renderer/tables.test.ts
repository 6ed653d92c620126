import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DataColumn, rowFits, tableText } from '../../src/renderer/components/dataTableModel.ts';
import { isOnPage, layOutColumns, pagerWidth } from '../../src/renderer/components/columnLayout.ts';
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

test('a cell of two numbers is copied as two columns', () => {
  const [name, size] = columns;
  const range: DataColumn<Row> = {
    ...size!,
    title: 'Range',
    text: () => '1–2',
    copies: [size!, { ...size!, title: 'To' }],
  };
  expect(tableText([{ name: 'a', size: 1 }], [name!, range])).toBe('Name\tSize (ms)\tTo (ms)\na\t1.0\t1.0');
});

test('columns share what is left over, but do not drift apart', () => {
  expect(layOutColumns([100, 60], 200, 1)).toEqual({ widths: [120, 80], pinned: 0, pages: [0] });
  expect(layOutColumns([100, 60], 2000, 1).widths).toEqual([156, 116]);
});

test('columns that do not fit are turned in whole ones beside those that stay, whatever their widths', () => {
  const widths = fc.array(fc.integer({ min: 48, max: 240 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(widths, fc.integer({ min: 300, max: 1600 }), fc.nat({ max: 5 }), (needed, available, pinned) => {
      const layout = layOutColumns(needed, available, pinned);
      expect(layout.widths).toHaveLength(needed.length);
      expect(layout.widths.every((width, c) => width >= needed[c]!)).toBe(true);
      const pager = layout.pages.length > 1 ? pagerWidth : 0;
      const seen = layout.pages.flatMap((_, page) => {
        const shown = needed.map((_width, c) => c).filter((c) => isOnPage(c, page, layout));
        // One column alone may need more than there is.
        const others = shown.filter((c) => c >= layout.pinned);
        const wide = shown.reduce((sum, c) => sum + layout.widths[c]!, pager);
        expect(wide <= available || others.length === 1).toBe(true);
        return shown;
      });
      expect(new Set(seen).size).toBe(needed.length);
    }),
  );
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
