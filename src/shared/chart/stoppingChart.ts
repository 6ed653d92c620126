import type { LineSeriesOption } from 'echarts';
import { stepTimes } from '../metrics/curves.ts';
import type { ResultRow } from '../results/resultRows.ts';
import { levelText, stoppingNumbers, type StoppingNumbers, type StoppingRow } from '../results/stoppingRows.ts';
import type { SweepSettings } from '../sweep/plan.ts';
import type { Chart } from './chart.ts';
import { accuracyScale } from './accuracyScale.ts';
import { assignChannels } from './channels.ts';
import type { PlotSettings } from './chartSettings.ts';
import { createDresser, type Dress } from './drawnCurves.ts';
import { markerSymbol, markers } from './markers.ts';
import { xNumbers, yNumbers } from './plotAxes.ts';
import { plotFrame, plotGrid } from './plotFrame.ts';
import { chartStyle, type ChartStyle } from './theme.ts';
import { tooltipFrame, tooltipHtml } from './tooltip.ts';

/** A row with what early stopping makes of it. */
export interface DrawnStopping {
  readonly row: ResultRow;
  readonly stopping: StoppingRow;
}

/** More rows than this, and accuracy at fixed times and the markers are left out: there would be too much of both. */
const mostInFull = 6;

/**
 * Accuracy against the mean time at which samples stop, a point for each level of the margin; thin lines are the accuracy when all samples
 * stop at one time. Both times are on a logarithmic axis: what is to be gained is gained early. A line above the thin one of its colour is what stopping early gains. Selected rows are full, others pale.
 */
export function stoppingChart(
  drawn: readonly DrawnStopping[],
  sweep: SweepSettings,
  selected: ReadonlySet<string>,
  settings: PlotSettings,
): Chart {
  const style = chartStyle(settings.theme);
  const dress = createDresser(sweep, assignChannels(sweep), style);
  const lines = drawn.map(({ row, stopping }) => ({
    row,
    stopping,
    ...dress(row.cell, row.readout),
    points: stopping.curve.map((point) => stoppingNumbers(point, sweep.timeStep)),
    isPale: selected.size > 0 && !selected.has(row.key),
  }));
  const steps = Math.max(1, ...drawn.map(({ stopping }) => stopping.steps));
  const last = stepTimes(steps, sweep.timeStep).at(-1)!;
  const shown = lines.filter(({ isPale }) => !isPale);
  const fixed = shown.length <= mostInFull ? shown : [];
  const curves = lines.map(({ points }) => ({
    time: points.map(({ meanTime }) => meanTime),
    value: points.map(({ accuracy }) => accuracy),
    low: points.map(({ accuracy }) => accuracy),
    high: points.map(({ accuracy }) => accuracy),
  }));
  const scale = accuracyScale(curves, curves[0]?.value.at(-1) ?? 1, 'plateau', settings.height / (5 * style.fontSize));
  return {
    name: 'Accuracy against mean time when samples stop early',
    option: {
      ...plotFrame(style),
      grid: plotGrid(style),
      xAxis: xNumbers('Mean simulated time (ms)', style, { min: sweep.timeStep, max: last, isLog: true }),
      yAxis: yNumbers('Accuracy (%)', style, { min: scale.min, max: scale.max, interval: scale.interval }),
      tooltip: {
        ...tooltipFrame(style),
        trigger: 'item',
        formatter: (item) => {
          if (Array.isArray(item) || item.seriesIndex === undefined) return '';
          const line = lines[item.seriesIndex];
          const point = line?.points[item.dataIndex];
          return line === undefined || point === undefined ? '' : pointHtml(line.name, line.stopping.unit, point);
        },
      },
      series: [
        ...lines.map((line) => stoppingLine(line, fixed.length > 0 && !line.isPale, style)),
        ...fixed.map(({ row, look }): LineSeriesOption => ({
          type: 'line',
          silent: true,
          showSymbol: false,
          z: 2,
          tooltip: { show: false },
          lineStyle: { color: look.colour, width: 0.6 * style.lineWidth, type: [1, 2], opacity: 0.9 },
          data: stepTimes(row.tally.spikes.length, sweep.timeStep).map((ms, t) => [
            ms,
            (100 * row.tally.readouts[row.readoutIndex]!.correct[t]!) / row.tally.count,
          ]),
        })),
      ],
    },
    table: () => ({
      head: [
        'cell',
        'setting',
        'margin',
        'unit',
        'mean time (ms)',
        'accuracy (%)',
        '95 % from',
        'to',
        'never stopped (%)',
      ],
      rows: lines.flatMap(({ row, name, stopping, points }) =>
        points.map(({ level, meanTime, accuracy, low, high, unstopped }) => [
          row.cell.id,
          name,
          level,
          stopping.unit,
          meanTime,
          100 * accuracy,
          100 * low,
          100 * high,
          100 * unstopped,
        ]),
      ),
    }),
    keyAt: (series) => lines[series]?.row.key ?? null,
  };
}

interface Line extends Dress {
  readonly points: readonly StoppingNumbers[];
  readonly isPale: boolean;
}

function stoppingLine({ look, points, isPale }: Line, hasMarkers: boolean, style: ChartStyle): LineSeriesOption {
  const opacity = isPale ? 0.25 : 1;
  return {
    type: 'line',
    z: 3,
    color: look.colour,
    symbol: markerSymbol(look.marker ?? markers[0]!),
    symbolSize: 0.8 * style.markerSize,
    symbolKeepAspect: true,
    showSymbol: hasMarkers,
    showAllSymbol: true,
    clip: true,
    triggerLineEvent: true,
    itemStyle: { opacity },
    lineStyle: {
      color: look.colour,
      width: style.lineWidth,
      opacity,
      type: look.dash.length === 0 ? 'solid' : look.dash.map((length) => length * style.lineWidth),
    },
    data: points.map(({ meanTime, accuracy }) => [meanTime, 100 * accuracy]),
  };
}

function pointHtml(name: string, unit: string, point: StoppingNumbers): string {
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  return tooltipHtml(name, [
    [
      'Margin',
      point.level === 0 ? 'none: a fixed time' : unit === 'decided' ? unit : `${levelText(point.level)} ${unit}`,
    ],
    ['Mean time', `${point.meanTime.toFixed(2)} ms`],
    ['Accuracy', percent(point.accuracy)],
    ['95 % interval', `${(100 * point.low).toFixed(2)} to ${percent(point.high)}`],
    ['Never stopped', percent(point.unstopped)],
  ]);
}
