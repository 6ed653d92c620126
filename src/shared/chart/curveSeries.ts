import type { CustomSeriesOption, LineSeriesOption } from 'echarts';
import type { Milliseconds } from '../units.ts';
import { bandSeries } from './band.ts';
import type { TimeScale } from './chartSettings.ts';
import type { Dress, DrawnCurve } from './drawnCurves.ts';
import { dashLengths } from './legendGraphics.ts';
import { markedPoints, markerSymbol } from './markers.ts';
import type { ChartStyle } from './theme.ts';

/** Bands and lines of the curves of one panel, in percent against milliseconds. */
export function curveSeries(
  panel: number,
  curves: readonly DrawnCurve[],
  timeScale: TimeScale,
  style: ChartStyle,
): (LineSeriesOption | CustomSeriesOption)[] {
  const opacity = bandOpacity(curves.length);
  const bands = curves.map(({ accuracy, look }) => bandSeries(panel, accuracy, look.colour, opacity));
  const colours = [...new Set(curves.map(({ look }) => look.colour))];
  const lines = curves.map((curve) => {
    const marked = markedPoints(curve.accuracy.time, timeScale, colours.indexOf(curve.look.colour), colours.length);
    const points = curve.accuracy.time.map((ms, t) => [ms, 100 * curve.accuracy.value[t]!] as const);
    return markedLine({ ...curve, panel }, points, marked, style);
  });
  return [...bands, ...lines];
}

/** The analog accuracy, a fraction, as a dashed line over the whole time. */
export function analogSeries(
  panel: number,
  accuracy: number,
  time: readonly [from: Milliseconds, to: Milliseconds],
  style: ChartStyle,
): LineSeriesOption {
  return {
    type: 'line',
    name: 'analog network',
    xAxisIndex: panel,
    yAxisIndex: panel,
    silent: true,
    tooltip: { show: false },
    z: 2,
    showSymbol: false,
    lineStyle: { color: style.text, width: 0.75 * style.lineWidth, type: [4 * style.lineWidth, 3 * style.lineWidth] },
    data: time.map((ms) => [ms, 100 * accuracy]),
  };
}

/** A line through points of percents as its row is dressed, in its panel; the markers of its colour stand on some of the points. */
export function markedLine(
  { name, look, panel }: Dress,
  points: readonly (readonly [x: number, percent: number])[],
  marked: ReadonlySet<number>,
  style: ChartStyle,
): LineSeriesOption {
  const { colour, dash, marker } = look;
  const symbol = marker === null ? 'none' : markerSymbol(marker);
  return {
    type: 'line',
    name,
    xAxisIndex: panel,
    yAxisIndex: panel,
    z: 3,
    showAllSymbol: true,
    symbol: (_: unknown, { dataIndex }: { dataIndex: number }) => (marked.has(dataIndex) ? symbol : 'none'),
    symbolSize: style.markerSize,
    symbolKeepAspect: true,
    itemStyle: { color: colour, borderColor: style.background, borderWidth: style.lineWidth / 2 },
    lineStyle: {
      color: colour,
      width: style.lineWidth,
      type: dashLengths(dash, style.lineWidth) ?? 'solid',
      join: 'round',
    },
    data: points.map(([x, percent]) => [x, percent]),
  };
}

/** Many bands on top of each other must not add up to fog. */
function bandOpacity(curves: number): number {
  return Math.max(0.05, 0.2 / Math.sqrt(curves));
}
