import type { LineSeriesOption } from 'echarts';
import { stepTimes } from '../metrics/curves.ts';
import type { ResultRow } from '../results/resultRows.ts';
import { levelText, stoppingNumbers, type StoppingNumbers, type StoppingRow } from '../results/stoppingRows.ts';
import type { SweepSettings } from '../sweep/plan.ts';
import type { Chart } from './chart.ts';
import { accuracyScale } from './accuracyScale.ts';
import { assignChannels } from './channels.ts';
import { accuracyAxis } from './chartAxes.ts';
import type { PlotSettings } from './chartSettings.ts';
import { markedLine } from './curveSeries.ts';
import { createDresser, type Dress, type LineLook, panelTitles } from './drawnCurves.ts';
import { legendOf } from './legend.ts';
import { dashLengths, drawLegend } from './legendGraphics.ts';
import { markerSymbol, markers } from './markers.ts';
import { drawPanelTitle, panelLetter } from './panelLabels.ts';
import { gridOf, layOutPanels } from './panels.ts';
import { xNumbers } from './plotAxes.ts';
import { plotFrame } from './plotFrame.ts';
import { chartStyle, type ChartStyle } from './theme.ts';
import { tooltipFrame, tooltipHtml } from './tooltip.ts';

/** A row with what early stopping makes of it. */
export interface DrawnStopping {
  readonly row: ResultRow;
  readonly stopping: StoppingRow;
}

/** What the legend says of the lines of fixed times, and how it draws them. */
export const fixedTimesWords = 'all samples stopped at one time';
export const fixedTimesDash: LineLook['dash'] = [1, 2];

/** More full rows than this in a panel, and accuracy at fixed times and the markers are left out: there would be too much of both. */
const mostInFull = 6;

/**
 * Accuracy against the mean time at which samples stop, a point for each level of the margin, in the panels that the curves have; thin dotted lines
 * are the accuracy when all samples stop at one time. Both times are on a logarithmic axis: what is to be gained is gained early. A line above the
 * dotted one of its colour is what stopping early gains. Selected rows are full, others pale.
 */
export function stoppingChart(
  drawn: readonly DrawnStopping[],
  sweep: SweepSettings,
  selected: ReadonlySet<string>,
  settings: PlotSettings,
): Chart {
  const { width, height } = settings;
  const style = chartStyle(settings.theme);
  const em = style.fontSize;
  const channels = assignChannels(sweep);
  const dress = createDresser(sweep, channels, style);
  const lines = drawn.map(({ row, stopping }) => ({
    row,
    stopping,
    ...dress(row.cell, row.readout),
    points: stopping.curve.map((point) => stoppingNumbers(point, sweep.timeStep)),
    isPale: selected.size > 0 && !selected.has(row.key),
  }));
  const steps = Math.max(1, ...drawn.map(({ stopping }) => stopping.steps));
  const last = stepTimes(steps, sweep.timeStep).at(-1)!;
  const titles = panelTitles({ settings: sweep }, channels);
  const isInFull = titles.map((_, at) => {
    const shown = lines.filter(({ panel, isPale }) => panel === at && !isPale);
    return shown.length > 0 && shown.length <= mostInFull;
  });
  const fixed = lines.filter(({ panel, isPale }) => !isPale && isInFull[panel]!);
  const margin = 0.5 * em;
  const fixedKey = { colour: style.muted, dash: fixedTimesDash, marker: null };
  const legend = legendOf(sweep, channels, style, settings, {
    margin,
    marks: 'linesAlone',
    more: fixed.length === 0 ? [] : [{ text: fixedTimesWords, key: { kind: 'line', look: fixedKey } }],
  });
  // The labels that stand right of curves against time have no place here.
  const space = { left: margin, right: width + 3 * em, top: margin + legend.height, bottom: height - margin };
  const panels = layOutPanels(titles, space, style);
  const curves = lines.map(({ points }) => ({
    time: points.map(({ meanTime }) => meanTime),
    value: points.map(({ accuracy }) => accuracy),
    low: points.map(({ accuracy }) => accuracy),
    high: points.map(({ accuracy }) => accuracy),
  }));
  const fixedWidth = 0.75 * style.lineWidth;
  const scale = accuracyScale(curves, curves[0]?.value.at(-1) ?? 1, 'plateau', panels[0]!.height / (4 * em));
  return {
    name: 'Accuracy against mean time when samples stop early',
    option: {
      ...plotFrame(style),
      grid: panels.map(gridOf),
      xAxis: panels.map(({ isBottom }, gridIndex) => ({
        ...xNumbers(isBottom ? 'Mean simulated time (ms)' : '', style, { min: sweep.timeStep, max: last, isLog: true }),
        gridIndex,
      })),
      yAxis: panels.map((panel, i) => accuracyAxis(i, panel, scale, style)),
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
        ...lines.map((line) => stoppingLine(line, isInFull[line.panel]! && !line.isPale, style)),
        ...fixed.map(({ row, look, panel }): LineSeriesOption => ({
          type: 'line',
          xAxisIndex: panel,
          yAxisIndex: panel,
          silent: true,
          showSymbol: false,
          z: 2,
          tooltip: { show: false },
          lineStyle: {
            color: look.colour,
            width: fixedWidth,
            type: dashLengths(fixedTimesDash, fixedWidth) ?? 'solid',
            opacity: 0.9,
          },
          data: stepTimes(row.tally.spikes.length, sweep.timeStep).map((ms, t) => [
            ms,
            (100 * row.tally.readouts[row.readoutIndex]!.correct[t]!) / row.tally.count,
          ]),
        })),
      ],
      graphic: [
        ...drawLegend(legend, margin, margin, style),
        ...panels.flatMap((panel, i) =>
          drawPanelTitle(panel, style, panels.length > 1 && settings.legend !== 'beside' ? panelLetter(i) : null),
        ),
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

function stoppingLine(line: Line, hasMarkers: boolean, style: ChartStyle): LineSeriesOption {
  const { look, points, isPale } = line;
  const opacity = isPale ? 0.25 : 1;
  const places = points.map(({ meanTime, accuracy }) => [meanTime, 100 * accuracy] as const);
  const drawn = markedLine(line, places, new Set(), style);
  return {
    ...drawn,
    color: look.colour,
    symbol: markerSymbol(look.marker ?? markers[0]!),
    symbolSize: 0.6 * style.markerSize,
    showSymbol: hasMarkers,
    clip: true,
    triggerLineEvent: true,
    itemStyle: { opacity },
    lineStyle: { ...drawn.lineStyle, opacity },
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
