import type { ECharts } from 'echarts/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { valueAt } from './plotPixels.ts';

/** A place in a plot, in the numbers of its axes and in pixels of the canvas. */
export interface PlotPoint {
  /** Index of the panel. */
  readonly panel: number;
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly top: number;
}

interface PointerEvents {
  readonly onClick?: (point: PlotPoint, isAdding: boolean) => void;
  readonly onDrag?: (point: PlotPoint) => void;
}

interface CanvasEvent {
  readonly offsetX: number;
  readonly offsetY: number;
  readonly event?: Partial<Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey' | 'buttons'>>;
}

/** Where the pointer is in a plot of `panels` panels; null outside. */
export function usePlotPointer(
  canvas: ECharts | null,
  panels: number,
  { onClick, onDrag }: PointerEvents,
): PlotPoint | null {
  const [point, setPoint] = useState<PlotPoint | null>(null);
  const click = useEffectEvent((at: PlotPoint, isAdding: boolean) => onClick?.(at, isAdding));
  const drag = useEffectEvent((at: PlotPoint) => onDrag?.(at));
  useEffect(() => {
    if (canvas === null) return undefined;
    const surface = canvas.getZr();
    let waiting = 0;
    const onMove = (event: CanvasEvent): void => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => {
        const at = plotPoint(canvas, panels, event);
        setPoint(at);
        if (at !== null && event.event?.buttons === 1) drag(at);
      });
    };
    const onLeave = (): void => {
      cancelAnimationFrame(waiting);
      setPoint(null);
    };
    const onPress = (event: CanvasEvent): void => {
      const at = plotPoint(canvas, panels, event);
      const native = event.event;
      if (at !== null) click(at, native?.shiftKey === true || native?.ctrlKey === true || native?.metaKey === true);
    };
    surface.on('mousemove', onMove);
    surface.on('globalout', onLeave);
    surface.on('click', onPress);
    return () => {
      cancelAnimationFrame(waiting);
      surface.off('mousemove', onMove);
      surface.off('globalout', onLeave);
      surface.off('click', onPress);
    };
  }, [canvas, panels]);
  return point;
}

function plotPoint(canvas: ECharts, panels: number, { offsetX: left, offsetY: top }: CanvasEvent): PlotPoint | null {
  for (let panel = 0; panel < panels; panel++) {
    const value = valueAt(canvas, panel, { x: left, y: top });
    if (value !== null) return { panel, ...value, left, top };
  }
  return null;
}
