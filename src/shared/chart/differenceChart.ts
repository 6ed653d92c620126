import type { Curve } from '../metrics/curves.ts';
import { bandSeries } from './band.ts';
import type { Chart } from './chart.ts';
import type { ChartSettings } from './chartSettings.ts';
import { drawText } from './legendGraphics.ts';
import { niceScale } from './niceScale.ts';
import { xNumbers, yNumbers } from './plotAxes.ts';
import { plotFrame, plotGrid } from './plotFrame.ts';
import { textWidth } from './textWidth.ts';
import { chartStyle } from './theme.ts';
import { tooltipFrame, tooltipHtml } from './tooltip.ts';

/** The difference of two accuracies against simulated time, in percentage points, with its 95 % interval around a line at zero. */
export function differenceChart(
  curve: Curve,
  names: readonly [first: string, second: string],
  settings: ChartSettings,
): Chart {
  const style = chartStyle(settings.theme);
  const colour = style.palette[0]!;
  const { time, value, low, high } = curve;
  const last = time.at(-1) ?? 1;
  const isLog = settings.timeScale === 'log';
  const first = isLog ? (time[0] ?? 1) : 0;
  const em = style.fontSize;
  const scale = niceScale(
    100 * Math.min(0, ...low),
    100 * Math.max(0, ...high),
    Math.max(2, settings.height / (5 * em)),
  );
  const words = `${names[0]} − ${names[1]}, with 95 % interval`;
  return {
    name: `Accuracy of ${names[0]} minus ${names[1]} against simulated time`,
    option: {
      ...plotFrame(style),
      grid: plotGrid(style, { top: 2.6 }),
      xAxis: xNumbers('Simulated time (ms)', style, { min: first, max: last, isLog }),
      yAxis: yNumbers('Difference (percentage points)', style, scale),
      tooltip: {
        ...tooltipFrame(style),
        trigger: 'axis',
        formatter: (items) => {
          const item = Array.isArray(items) ? items.at(-1) : items;
          const t = item?.dataIndex ?? 0;
          return tooltipHtml(`${time[t]} ms`, [
            ['Difference', `${inPoints(value[t]!)} points`],
            ['95 % interval', `${inPoints(low[t]!)} to ${inPoints(high[t]!)}`],
          ]);
        },
      },
      series: [
        bandSeries(0, curve, colour, 0.2),
        {
          type: 'line',
          silent: true,
          tooltip: { show: false },
          showSymbol: false,
          z: 2,
          lineStyle: { color: style.text, width: 0.75 * style.lineWidth, type: 'dashed' },
          data: [
            [first, 0],
            [last, 0],
          ],
        },
        {
          type: 'line',
          z: 3,
          showSymbol: false,
          color: colour,
          lineStyle: { color: colour, width: style.lineWidth },
          data: time.map((ms, t) => [ms, 100 * value[t]!]),
        },
      ],
      graphic: [drawText(shorten(words, settings.width - em, em), 0.5 * em, 1.1 * em, style.text, style)],
    },
    table: () => ({
      head: ['time (ms)', 'difference (percentage points)', 'interval from', 'interval to'],
      rows: time.map((ms, t) => [ms, 100 * value[t]!, 100 * low[t]!, 100 * high[t]!]),
    }),
  };
}

/** As much of a line as fits. */
function shorten(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  let length = text.length;
  while (length > 1 && textWidth(`${text.slice(0, length)}…`, fontSize) > width) length--;
  return `${text.slice(0, length)}…`;
}

function inPoints(share: number): string {
  return (100 * share).toFixed(2);
}
