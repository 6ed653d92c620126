import type { ScatterSeriesOption } from 'echarts';
import { measureFacts, type MeasureName, measureTitle } from '../metrics/measures.ts';
import type { ParetoNumbers, ParetoPoint } from '../results/paretoNumbers.ts';
import { type AxisName, axisNames, axisValue, axisValues } from '../sweep/axes.ts';
import { axisWords } from '../sweep/axisWords.ts';
import type { SweepSettings } from '../sweep/plan.ts';
import type { Chart } from './chart.ts';
import { assignChannels, type Channels } from './channels.ts';
import type { PlotSettings } from './chartSettings.ts';
import { createDresser } from './drawnCurves.ts';
import { legendOf } from './legend.ts';
import { drawLegend } from './legendGraphics.ts';
import { markerSymbol, markers } from './markers.ts';
import { xNumbers, yNumbers } from './plotAxes.ts';
import { plotFrame, plotGrid } from './plotFrame.ts';
import { textWidth } from './textWidth.ts';
import { chartStyle } from './theme.ts';
import { tooltipFrame, tooltipHtml } from './tooltip.ts';

/** What the legend says of the line, and of rows that are not on it. */
export const frontWords = 'Pareto front';
export const dominatedWords = 'dominated';
export const dominatedOpacity = 0.45;

/** Points have a colour and a shape, and no line style. */
export function pointChannels(sweep: SweepSettings): Channels {
  return { ...assignChannels(sweep), dash: null };
}

/** Rows between cost and merit: those on the Pareto front full and joined by steps, dominated ones pale, selected ones with a ring. */
export function paretoChart(
  { points }: ParetoNumbers,
  measures: { readonly x: MeasureName; readonly y: MeasureName; readonly points: number },
  sweep: SweepSettings,
  selected: ReadonlySet<string>,
  settings: PlotSettings,
): Chart {
  const style = chartStyle(settings.theme);
  const em = style.fontSize;
  const channels = pointChannels(sweep);
  const dress = createDresser(sweep, channels, style);
  const dominated = { colour: style.muted, dash: [], marker: markers[0]! };
  const legend = legendOf(sweep, channels, style, settings, {
    margin: 0.5 * em,
    marks: 'points',
    more: [
      { text: frontWords, key: { kind: 'line', look: { colour: style.axis, dash: [], marker: null } } },
      { text: dominatedWords, key: { kind: 'point', look: dominated, opacity: dominatedOpacity } },
    ],
  });
  const labels = frontLabels(points, sweep, channels.colour);
  const [x, y] = [measureTitle(measures.x, measures.points), measureTitle(measures.y, measures.points)];
  const dressed = points.map((point) => ({ point, ...dress(point.row.cell, point.row.readout) }));
  const xs = points.map((point) => point.x);
  const [leftmost, rightmost] = [Math.min(...xs), Math.max(...xs)];
  const isLess = measureFacts(measures.x, measures.points).better === 'less';
  const plotWidth = settings.width - 8.1 * em;
  const lowest = Math.min(...points.map((point) => point.y));
  /** Whether a label has room before the front, where nothing is: no row is both better and cheaper. Else it stands below, where lines of the front are not. */
  const isBefore = (at: number, label: string): boolean => {
    const before = (isLess ? at - leftmost : rightmost - at) / Math.max(rightmost - leftmost, Number.MIN_VALUE);
    return before * plotWidth > textWidth(label, em);
  };
  const data = dressed.map(({ point, look }): NonNullable<ScatterSeriesOption['data']>[number] => {
    const isSelected = selected.has(point.row.key);
    const label = labels.get(point.row.key) ?? '';
    return {
      value: [point.x, point.y],
      symbol: markerSymbol(look.marker ?? markers[0]!),
      symbolSize: style.markerSize * (isSelected ? 1.8 : 1.25),
      itemStyle: {
        color: look.colour,
        opacity: point.isOnFront || isSelected ? 1 : dominatedOpacity,
        borderColor: isSelected ? style.text : style.background,
        borderWidth: isSelected ? 2 : 0.5,
      },
      label: {
        show: labels.has(point.row.key),
        distance: 0.3 * em,
        ...(isBefore(point.x, label)
          ? { position: 'top', align: isLess ? 'right' : 'left', formatter: label }
          : {
              position: point.y === lowest ? 'top' : 'bottom',
              align: isLess ? 'left' : 'right',
              // Beside the line that may lead up to the point or down from it.
              formatter: isLess ? `\u00a0\u00a0${label}` : `${label}\u00a0\u00a0`,
            }),
        color: style.text,
        fontFamily: style.fontFamily,
        fontSize: em,
      },
    };
  });
  return {
    name: `${y} against ${x}, Pareto front`,
    option: {
      ...plotFrame(style),
      // The best rows stand at the upper edge, with their labels above them.
      grid: plotGrid(style, { top: legend.height / em + 2.4, right: 2.5 }),
      xAxis: xNumbers(x, style),
      yAxis: yNumbers(y, style),
      tooltip: {
        ...tooltipFrame(style),
        formatter: (item) => {
          const found = Array.isArray(item) ? undefined : dressed[item.dataIndex];
          return found === undefined ? '' : pointHtml(found.name, found.point, measures);
        },
      },
      series: [
        { type: 'scatter', data, z: 3, symbolKeepAspect: true, labelLayout: { hideOverlap: true } },
        {
          type: 'line',
          silent: true,
          z: 2,
          step: isLess ? 'end' : 'start',
          showSymbol: false,
          lineStyle: { color: style.axis, width: 0.75 * style.lineWidth, type: 'solid' },
          data: frontLine(points),
        },
      ],
      graphic: drawLegend(legend, 0.5 * em, 0.5 * em, style),
    },
    table: () => ({
      head: ['cell', 'setting', x, y, 'on the front'],
      rows: dressed.map(({ point, name }) => [
        point.row.cell.id,
        name,
        point.x,
        point.y,
        point.isOnFront ? 'yes' : 'no',
      ]),
    }),
    keyAt: (series, item) => (series === 0 ? (points[item]?.row.key ?? null) : null),
  };
}

/** More points than these on the front would write over each other. */
const mostLabels = 12;

/** What the points of the front have of their own besides what their colour says: by key of the first row at each place, for all that stand there. */
function frontLabels(
  points: readonly ParetoPoint[],
  sweep: SweepSettings,
  colour: AxisName | null,
): ReadonlyMap<string, string> {
  const axes = axisNames.filter((axis) => axis !== colour && axisValues(axis, sweep).length > 1);
  const front = points.filter(({ isOnFront }) => isOnFront);
  const places: ParetoPoint[][] = [];
  for (const point of front) {
    const same = places.find(([first]) => first?.x === point.x && first.y === point.y);
    if (same === undefined) places.push([point]);
    else same.push(point);
  }
  if (axes.length === 0 || places.length > mostLabels) return new Map();
  return new Map(
    places.map((rows) => {
      const words = (axis: AxisName) => rows.map(({ row }) => axisWords(axis, axisValue(axis, row.cell, row.readout)));
      return [rows[0]!.row.key, axes.map((axis) => [...new Set(words(axis))].join(' / ')).join(', ')];
    }),
  );
}

function frontLine(points: readonly ParetoPoint[]): number[][] {
  return points
    .filter(({ isOnFront }) => isOnFront)
    .toSorted((a, b) => a.x - b.x)
    .map(({ x, y }) => [x, y]);
}

function pointHtml(
  name: string,
  { x, y, isOnFront, row }: ParetoPoint,
  measures: { readonly x: MeasureName; readonly y: MeasureName; readonly points: number },
): string {
  const line = (measure: MeasureName, value: number): readonly [string, string] => {
    const { title, unit, decimals } = measureFacts(measure, measures.points);
    return [title, `${value.toFixed(decimals)} ${unit}`];
  };
  return tooltipHtml(name, [
    line(measures.y, y),
    line(measures.x, x),
    ['Samples', String(row.tally.count)],
    ['Pareto front', isOnFront ? 'yes' : 'dominated'],
  ]);
}
