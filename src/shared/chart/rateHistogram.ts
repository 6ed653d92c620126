import type { InspectedPopulation } from '../api/inspectViews.ts';
import type { Chart } from './chart.ts';
import type { PlotSettings } from './chartSettings.ts';
import { xNumbers, yNumbers } from './plotAxes.ts';
import { plotFrame, plotGrid } from './plotFrame.ts';
import { chartStyle } from './theme.ts';
import { tooltipFrame, tooltipHtml } from './tooltip.ts';

/** How many neurons of a population fire at each rate. */
export function rateHistogram(
  { name, rates }: Pick<InspectedPopulation, 'name' | 'rates'>,
  settings: PlotSettings,
): Chart {
  const style = chartStyle(settings.theme);
  const { edges, counts } = rates;
  const colour = style.palette[0]!;
  return {
    name: `Firing rates of the neurons of ${name}`,
    option: {
      ...plotFrame(style),
      grid: plotGrid(style),
      xAxis: xNumbers('Firing rate (Hz)', style, { min: edges[0] ?? 0, max: edges.at(-1) ?? 1 }),
      yAxis: yNumbers('Neurons', style, { min: 0 }),
      tooltip: {
        ...tooltipFrame(style),
        trigger: 'axis',
        formatter: (items) => {
          const first = Array.isArray(items) ? items[0] : items;
          const bin = Math.min(first?.dataIndex ?? 0, counts.length - 1);
          return tooltipHtml('', [
            ['Firing rate', `${shortNumber(edges[bin]!)} to ${shortNumber(edges[bin + 1]!)} Hz`],
            ['Neurons', String(counts[bin]!)],
          ]);
        },
      },
      series: [
        {
          type: 'line',
          step: 'end',
          showSymbol: false,
          color: colour,
          lineStyle: { color: colour, width: 0.7 * style.lineWidth },
          areaStyle: { color: colour, opacity: 0.25, origin: 'start' },
          data: edges.map((edge, bin) => [edge, counts[Math.min(bin, counts.length - 1)]!]),
        },
      ],
    },
    table: () => ({
      head: ['rate from (Hz)', 'rate to (Hz)', 'neurons'],
      rows: counts.map((count, bin) => [edges[bin]!, edges[bin + 1]!, count]),
    }),
  };
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}
