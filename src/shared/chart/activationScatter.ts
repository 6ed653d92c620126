import type { ActivationComparison } from '../api/inspectViews.ts';
import type { Chart } from './chart.ts';
import type { PlotSettings } from './chartSettings.ts';
import { drawText } from './legendGraphics.ts';
import { xNumbers, yNumbers } from './plotAxes.ts';
import { plotFrame, plotGrid } from './plotFrame.ts';
import { chartStyle } from './theme.ts';
import { tooltipFrame, tooltipHtml } from './tooltip.ts';

/** Firing rate of each neuron against the analog activation of the same neuron, with Pearson's correlation. */
export function activationScatter(
  name: string,
  { points, correlation }: ActivationComparison,
  settings: PlotSettings,
): Chart {
  const style = chartStyle(settings.theme);
  const em = style.fontSize;
  return {
    name: `Firing rate against analog activation of ${name}, ${correlationText(correlation)}`,
    option: {
      ...plotFrame(style),
      grid: plotGrid(style, { top: 2.2 }),
      xAxis: xNumbers('Analog activation', style),
      yAxis: yNumbers('Firing rate (Hz)', style, { min: 0 }),
      tooltip: {
        ...tooltipFrame(style),
        formatter: (item) => {
          const point = Array.isArray(item) ? undefined : points[item.dataIndex];
          if (point === undefined) return '';
          return tooltipHtml('', [
            ['Analog activation', String(Number(point[0].toPrecision(5)))],
            ['Firing rate', `${Number(point[1].toPrecision(5))} Hz`],
          ]);
        },
      },
      series: [
        {
          type: 'scatter',
          symbolSize: 0.6 * style.markerSize,
          itemStyle: { color: style.palette[0]!, opacity: Math.max(0.25, Math.min(0.8, 200 / points.length)) },
          data: points.map(([activation, rate]) => [activation, rate]),
        },
      ],
      graphic: [drawText(correlationText(correlation), 5 * em, 1.1 * em, style.text, style)],
    },
    table: () => ({ head: ['analog activation', 'firing rate (Hz)'], rows: points.map((point) => [...point]) }),
  };
}

/** Pearson's correlation in words. */
export function correlationText(correlation: number | null): string {
  return correlation === null ? 'no correlation: one of them does not vary' : `r = ${correlation.toFixed(3)}`;
}
