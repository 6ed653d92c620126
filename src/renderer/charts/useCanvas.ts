import type { EChartsOption } from 'echarts';
import type { ECharts } from 'echarts/core';
import { type RefObject, useEffect, useState } from 'react';

export interface CanvasSize {
  readonly width: number;
  readonly height: number;
}

/** The size of an element, as it changes; null until it is laid out. */
export function useSize(element: RefObject<HTMLElement | null>): CanvasSize | null {
  const [size, setSize] = useState<CanvasSize | null>(null);
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const width = Math.floor(entry.contentRect.width);
      const height = Math.floor(entry.contentRect.height);
      if (width > 0 && height > 0) setSize({ width, height });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

/** An ECharts canvas in an element, once its code is loaded. */
export function useCanvas(element: RefObject<HTMLElement | null>): ECharts | null {
  const [canvas, setCanvas] = useState<ECharts | null>(null);
  useEffect(() => {
    let isGone = false;
    let opened: ECharts | null = null;
    const open = async (): Promise<void> => {
      const { openCanvas } = await import('./echartsCanvas.ts');
      if (isGone || element.current === null) return;
      opened = openCanvas(element.current);
      setCanvas(opened);
    };
    void open();
    return () => {
      isGone = true;
      opened?.dispose();
      setCanvas(null);
    };
  }, [element]);
  return canvas;
}

/** All but the zoom and the brushes of parallel axes, which are the user's and stay. */
const replaced = ['series', 'graphic', 'grid', 'xAxis', 'yAxis', 'visualMap'];

/** Draws an option whenever it or the size changes. */
export function useDrawing(canvas: ECharts | null, option: EChartsOption | null, size: CanvasSize | null): void {
  useEffect(() => {
    if (canvas === null || canvas.isDisposed() || option === null || size === null) return;
    if (canvas.getWidth() !== size.width || canvas.getHeight() !== size.height) canvas.resize(size);
    canvas.setOption(option, { replaceMerge: replaced, lazyUpdate: true });
  }, [canvas, option, size]);
}
