import type { CustomSeriesOption } from 'echarts';
import type { Curve } from '../metrics/curves.ts';

/** The interval of a curve of fractions as a translucent area in percent, under the lines. */
export function bandSeries(
  panel: number,
  { time, low, high }: Curve,
  colour: string,
  opacity: number,
): CustomSeriesOption {
  const outline = [
    ...time.map((ms, t) => [ms, 100 * high[t]!]),
    ...time.map((ms, t) => [ms, 100 * low[t]!]).toReversed(),
  ];
  return {
    type: 'custom',
    xAxisIndex: panel,
    yAxisIndex: panel,
    silent: true,
    clip: true,
    tooltip: { show: false },
    z: 1,
    // One item for the whole area: its data only say where the series begins.
    data: outline.slice(0, 1),
    renderItem: (_, api) => ({
      type: 'polygon',
      shape: { points: outline.map((point) => api.coord(point)) },
      style: { fill: colour, opacity },
    }),
  };
}
