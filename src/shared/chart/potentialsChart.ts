import type { LineSeriesOption } from 'echarts';
import type { InspectedPotential } from '../api/inspectViews.ts';
import type { Milliseconds } from '../units.ts';
import type { Chart } from './chart.ts';
import type { PlotSettings } from './chartSettings.ts';
import { coloursFor } from './colours.ts';
import { dashLengths } from './legendGraphics.ts';
import { dashPatterns } from './channels.ts';
import { xNumbers, yNumbers } from './plotAxes.ts';
import { plotFrame, plotGrid } from './plotFrame.ts';
import { chartStyle } from './theme.ts';
import { tooltipFrame, tooltipHtml } from './tooltip.ts';

/** Membrane potentials of neurons after each step, with the thresholds that they know as thin dashed lines. */
export function potentialsChart(
  potentials: readonly InspectedPotential[],
  time: readonly Milliseconds[],
  settings: PlotSettings,
): Chart {
  const style = chartStyle(settings.theme);
  const colours = coloursFor(potentials.length, style);
  const names = potentials.map(({ population, neuron }) => `${population} ${neuron}`);
  const thresholds = [...new Set(potentials.flatMap(({ threshold }) => (threshold === null ? [] : [threshold])))];
  const last = time.at(-1) ?? 1;
  return {
    name: `Membrane potentials of ${names.join(', ')} against simulated time`,
    option: {
      ...plotFrame(style),
      grid: plotGrid(style, { right: 9 }),
      xAxis: xNumbers('Simulated time (ms)', style, { min: 0, max: last }),
      yAxis: yNumbers('Membrane potential', style),
      tooltip: {
        ...tooltipFrame(style),
        trigger: 'axis',
        formatter: (items) => {
          const first = Array.isArray(items) ? items[0] : items;
          const t = first?.dataIndex ?? 0;
          return tooltipHtml(
            `${time[t]} ms`,
            potentials.map(({ values }, i) => [names[i]!, String(Number((values[t] ?? 0).toPrecision(5)))]),
          );
        },
      },
      series: [
        ...potentials.map(({ values }, i): LineSeriesOption => ({
          type: 'line',
          name: names[i]!,
          z: 3,
          showSymbol: false,
          color: colours[i]!,
          lineStyle: {
            color: colours[i]!,
            width: 0.8 * style.lineWidth,
            type: dashLengths(dashPatterns[i % dashPatterns.length]!, style.lineWidth) ?? 'solid',
          },
          endLabel: {
            show: true,
            formatter: names[i]!,
            color: colours[i]!,
            fontFamily: style.fontFamily,
            fontSize: style.fontSize,
          },
          labelLayout: { moveOverlap: 'shiftY' },
          data: time.map((ms, t) => [ms, values[t]!]),
        })),
        ...thresholds.map((threshold): LineSeriesOption => ({
          type: 'line',
          silent: true,
          tooltip: { show: false },
          z: 2,
          showSymbol: false,
          lineStyle: { color: style.text, width: 0.5 * style.lineWidth, type: 'dashed' },
          endLabel: {
            show: true,
            formatter: 'threshold',
            color: style.muted,
            fontFamily: style.fontFamily,
            fontSize: style.fontSize,
          },
          labelLayout: { moveOverlap: 'shiftY' },
          data: [
            [0, threshold],
            [last, threshold],
          ],
        })),
      ],
    },
    table: () => ({
      head: ['time (ms)', ...names],
      rows: time.map((ms, t) => [ms, ...potentials.map(({ values }) => values[t]!)]),
    }),
  };
}
