import type { BarSeriesOption } from 'echarts';
import { type Diagnosis, partTitles, presentParts } from '../diagnosis/summarise.ts';
import type { Chart } from './chart.ts';
import type { PlotSettings } from './chartSettings.ts';
import { xNumbers, yCategories } from './plotAxes.ts';
import { plotFrame, plotGrid } from './plotFrame.ts';
import { textWidth } from './textWidth.ts';
import { chartStyle } from './theme.ts';
import { tooltipFrame, tooltipHtml } from './tooltip.ts';

/**
 * Error of every layer after one time, as bars that its parts make up: each is its share of the squared error times the error. A part below zero makes
 * up for others.
 */
export function diagnosisChart(
  diagnosis: Diagnosis,
  time: number,
  milliseconds: number,
  settings: PlotSettings,
): Chart {
  const style = chartStyle(settings.theme);
  const { layers } = diagnosis;
  const parts = presentParts(diagnosis);
  // What comes from before is no fault of the layer: it is drawn pale.
  const colours = new Map(parts.map((part, i) => [part, part === 'inherited' ? style.axis : style.palette[i % 7]!]));
  const moments = layers.map((layer) => layer.moments[time]!);
  const names = layers.map(({ name }) => name);
  const left = 1.4 + Math.max(...names.map((name) => textWidth(name, 1)));
  return {
    name: `Error of each layer and its parts after ${milliseconds} ms`,
    option: {
      ...plotFrame(style),
      grid: plotGrid(style, { top: 3.2, left }),
      legend: {
        top: 0,
        left: 'center',
        itemWidth: 0.8 * style.fontSize,
        itemHeight: 0.8 * style.fontSize,
        icon: 'rect',
        selectedMode: false,
        textStyle: { color: style.text, fontFamily: style.fontFamily, fontSize: style.fontSize },
        data: parts.map((part) => partTitles[part]),
      },
      xAxis: { ...xNumbers('Error (% of activations)', style), scale: false },
      yAxis: yCategories('', names, style, 0),
      tooltip: {
        ...tooltipFrame(style),
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        formatter: (items) => {
          const index = (Array.isArray(items) ? items[0] : items)?.dataIndex ?? 0;
          const moment = moments[index]!;
          return tooltipHtml(layers[index]!.name, [
            ['Error', moment.error === null ? 'no activations' : percent(moment.error)],
            ['Correlation', moment.correlation?.toFixed(4) ?? '–'],
            ...parts.map((part) => [partTitles[part], percent(moment.sizes[part])] as const),
            ['Silent', `${percent(moment.silent)} (activation 0: ${percent(moment.inactive)})`],
            ['Saturated', percent(moment.saturated)],
          ]);
        },
      },
      series: parts.map((part): BarSeriesOption => ({
        type: 'bar',
        name: partTitles[part],
        stack: 'error',
        barMaxWidth: 1.6 * style.fontSize,
        itemStyle: { color: colours.get(part)!, opacity: part === 'inherited' ? 0.45 : 1 },
        data: moments.map(({ shares, error }) => 100 * shares[part] * (error ?? 0)),
      })),
    },
    table: () => ({
      head: [
        'layer',
        'correlation',
        'error (%)',
        ...parts.map((part) => `${partTitles[part].toLowerCase()} (% of squared error)`),
        ...parts.map((part) => `${partTitles[part].toLowerCase()} (%)`),
        'silent (%)',
        'activation 0 (%)',
        'saturated (%)',
        'beyond the scale (%)',
        'accuracy, analog up to here (%)',
        'cost (points)',
        'cost from',
        'cost to',
      ],
      rows: layers.map(({ name }, l) => {
        const moment = moments[l]!;
        return [
          name,
          moment.correlation,
          moment.error === null ? null : 100 * moment.error,
          ...parts.map((part) => 100 * moment.shares[part]),
          ...parts.map((part) => 100 * moment.sizes[part]),
          100 * moment.silent,
          100 * moment.inactive,
          100 * moment.saturated,
          100 * moment.clipped,
          100 * moment.accuracyFromHere.value,
          100 * moment.cost.value,
          100 * moment.cost.low,
          100 * moment.cost.high,
        ];
      }),
    }),
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
