import type { Curve } from '../metrics/curves.ts';
import type { ComparedNames } from '../results/comparedNames.ts';
import { bandSeries } from './band.ts';
import type { Chart } from './chart.ts';
import type { ChartSettings } from './chartSettings.ts';
import { drawText } from './legendGraphics.ts';
import { niceScale } from './niceScale.ts';
import { xNumbers, yNumbers } from './plotAxes.ts';
import { plotFrame, plotGrid, usualRoom } from './plotFrame.ts';
import { textWidth } from './textWidth.ts';
import { chartStyle } from './theme.ts';
import { tooltipFrame, tooltipHtml } from './tooltip.ts';
import { wrapText } from './wrapText.ts';

/** The difference of two accuracies against simulated time, in percentage points, with its 95 % interval around a line at zero. */
export function differenceChart(
  curve: Curve,
  { first: minuend, second: subtrahend, shared }: ComparedNames,
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
  const words = `${minuend} − ${subtrahend}${shared === '' ? '' : ` (${shared})`}, with 95 % interval`;
  const longTitle = 'Difference (percentage points)';
  const lines = wrapText(words, settings.width - em, em);
  const room = settings.height - (usualRoom.bottom + 1.3 + lineHeight * lines.length) * em;
  return {
    name: `Accuracy of ${minuend} minus ${subtrahend} against simulated time`,
    option: {
      ...plotFrame(style),
      grid: plotGrid(style, { top: 1.3 + lineHeight * lines.length }),
      xAxis: xNumbers('Simulated time (ms)', style, { min: first, max: last, isLog }),
      yAxis: yNumbers(textWidth(longTitle, em) < room ? longTitle : 'Difference (points)', style, scale),
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
      graphic: lines.map((line, i) => drawText(line, 0.5 * em, (1.1 + lineHeight * i) * em, style.text, style)),
    },
    table: () => ({
      head: ['time (ms)', 'difference (percentage points)', 'interval from', 'interval to'],
      rows: time.map((ms, t) => [ms, 100 * value[t]!, 100 * low[t]!, 100 * high[t]!]),
    }),
  };
}

/** Of the words above the plot, in lengths of the font size. */
const lineHeight = 1.3;

function inPoints(share: number): string {
  return (100 * share).toFixed(2);
}
