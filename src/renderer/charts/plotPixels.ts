import type { ECharts } from 'echarts/core';

/** A place on a canvas, in pixels, or in the numbers of the axes. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where a point of a panel is on the canvas; null before anything is drawn. */
export function pixelOf(canvas: ECharts, panel: number, { x, y }: Place): Place | null {
  if (canvas.isDisposed()) return null;
  return placeFrom(canvas.convertToPixel({ gridIndex: panel }, [x, y]));
}

/** What a place on the canvas means in a panel; null outside of it. */
export function valueAt(canvas: ECharts, panel: number, { x, y }: Place): Place | null {
  if (canvas.isDisposed() || !canvas.containPixel({ gridIndex: panel }, [x, y])) return null;
  return placeFrom(canvas.convertFromPixel({ gridIndex: panel }, [x, y]));
}

/** ECharts promises two numbers and gives nothing before its first drawing. */
function placeFrom(pair: unknown): Place | null {
  if (!Array.isArray(pair)) return null;
  const [x, y]: unknown[] = pair;
  return typeof x === 'number' && typeof y === 'number' && !Number.isNaN(x + y) ? { x, y } : null;
}
