import type { ECharts } from 'echarts/core';

interface Shown {
  readonly start: number;
  readonly end: number;
}

/** Shows more (above 1) or less of the time, around the middle. */
export function zoomTime(canvas: ECharts, factor: number): void {
  const { start, end } = shownTime(canvas);
  const half = Math.min(50, ((end - start) / 2) * factor);
  const middle = Math.max(half, Math.min(100 - half, (start + end) / 2));
  show(canvas, { start: middle - half, end: middle + half });
}

/** Moves along the time, by a share of what is shown. */
export function panTime(canvas: ECharts, share: number): void {
  const { start, end } = shownTime(canvas);
  const move = Math.max(-start, Math.min(100 - end, (end - start) * share));
  show(canvas, { start: start + move, end: end + move });
}

/** Shows all of both axes. */
export function resetZoom(canvas: ECharts): void {
  for (const dataZoomId of ['time', 'accuracy'])
    canvas.dispatchAction({ type: 'dataZoom', dataZoomId, start: 0, end: 100 });
}

function show(canvas: ECharts, shown: Shown): void {
  canvas.dispatchAction({ type: 'dataZoom', dataZoomId: 'time', ...shown });
}

function shownTime(canvas: ECharts): Shown {
  const { dataZoom } = canvas.getOption();
  const first: unknown = Array.isArray(dataZoom) ? dataZoom[0] : null;
  return isShown(first) ? first : { start: 0, end: 100 };
}

function isShown(value: unknown): value is Shown {
  return (
    typeof value === 'object' &&
    value !== null &&
    'start' in value &&
    'end' in value &&
    typeof value.start === 'number' &&
    typeof value.end === 'number'
  );
}
