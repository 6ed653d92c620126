import type { ECharts } from 'echarts/core';
import { useEffect, useReducer } from 'react';
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

function placeOf(canvas: ECharts, panel: number, time: number): { left: number; top: number; height: number } | null {
  const { grid, yAxis } = canvas.getOption();
  if (!Array.isArray(grid) || grid[panel] === undefined || !Array.isArray(yAxis)) return null;
  const [left] = canvas.convertToPixel({ gridIndex: panel }, [time, 0]);
  if (left === undefined || Number.isNaN(left)) return null;
  let top = 0;
  let bottom = canvas.getHeight();
  while (top < bottom && !canvas.containPixel({ gridIndex: panel }, [left, top])) top += 1;
  while (bottom > top && !canvas.containPixel({ gridIndex: panel }, [left, bottom])) bottom -= 1;
  return bottom > top ? { left, top, height: bottom - top } : null;
}
