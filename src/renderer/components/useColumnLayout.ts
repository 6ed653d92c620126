import { type RefObject, useMemo } from 'react';
import { type ColumnLayout, layOutColumns } from './columnLayout.ts';
import type { DataColumn } from './dataTableModel.ts';
import { useSizeOf } from './useSizeOf.ts';

/** Left and right of the text of a cell, and the line that ends a head. */
const padding = 18;

/** The layout of columns by what stands in them, measured in the fonts of the table; null where the columns say their widths themselves. */
export function useColumnLayout<Row extends object>(
  table: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  columns: readonly DataColumn<Row>[],
  { isOn, pinned }: { readonly isOn: boolean; readonly pinned: number },
): ColumnLayout | null {
  const { width } = useSizeOf(table);
  const needed = useMemo(() => {
    if (!isOn || width === 0 || table.current === null) return null;
    const { fontFamily, fontSize } = getComputedStyle(table.current);
    const pixels = Number.parseFloat(fontSize);
    const small = (12 / 13) * pixels;
    return columns.map((column) =>
      Math.ceil(
        padding +
          Math.max(
            (column.room ?? 0) + widest(longest(rows, column), `${pixels}px ${fontFamily}`),
            widest([column.title], `600 ${small}px ${fontFamily}`),
            widest([column.unit ?? ''], `${small}px ${fontFamily}`),
          ),
      ),
    );
    // The width says when the table is there to be measured.
  }, [isOn, width === 0, table, rows, columns]);
  return useMemo(() => (needed === null ? null : layOutColumns(needed, width, pinned)), [needed, width, pinned]);
}

/** The few texts of a column that have the most letters: one of them is the widest. */
function longest<Row>(rows: readonly Row[], { text }: DataColumn<Row>): string[] {
  const texts = new Set(rows.map(text));
  return [...texts].toSorted((a, b) => b.length - a.length).slice(0, 8);
}

let surface: OffscreenCanvasRenderingContext2D | null = null;

function widest(texts: readonly string[], font: string): number {
  surface ??= new OffscreenCanvas(1, 1).getContext('2d');
  if (surface === null) return 0;
  surface.font = font;
  return Math.max(0, ...texts.map((text) => surface!.measureText(text).width));
}
