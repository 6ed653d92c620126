import type { ECharts } from 'echarts/core';
import { useEffect, useReducer } from 'react';
import { pixelOf } from './plotPixels.ts';
import './CurveCard.css';

interface TimeCursorProps {
  readonly canvas: ECharts | null;
  /** ms */
  readonly time: number;
  readonly panels?: number;
}

/** A line at a time, over every panel. */
export function TimeCursor({ canvas, time, panels = 1 }: TimeCursorProps) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (canvas === null) return undefined;
    canvas.on('finished', redraw);
    return () => {
      if (!canvas.isDisposed()) canvas.off('finished', redraw);
    };
  }, [canvas]);
  if (canvas === null || canvas.isDisposed()) return null;
  return Array.from({ length: panels }, (_, panel) => {
    const place = placeOf(canvas, panel, time);
    return place === null ? null : <span key={panel} className="time-cursor" style={place} />;
  });
}

/** From the upper to the lower edge of a panel at a time; null where that is not in sight. */
function placeOf(canvas: ECharts, panel: number, time: number): { left: number; top: number; height: number } | null {
  const at = pixelOf(canvas, panel, { x: time, y: 0 });
  if (at === null) return null;
  const isInside = (y: number): boolean => canvas.containPixel({ gridIndex: panel }, [at.x, y]);
  let top = 0;
  let bottom = canvas.getHeight();
  while (top < bottom && !isInside(top)) top += 1;
  while (bottom > top && !isInside(bottom)) bottom -= 1;
  return bottom > top ? { left: at.x, top, height: bottom - top } : null;
}
