import type { LineSeriesOption } from 'echarts';
import { energyCaveat, type EnergyModel } from '../metrics/energy.ts';
import type { EnergyNumbers } from '../results/energyNumbers.ts';
import type { SweepSettings } from '../sweep/plan.ts';
import { accuracyScale } from './accuracyScale.ts';
import { assignChannels } from './channels.ts';
import { accuracyAxis } from './chartAxes.ts';
import type { Chart } from './chart.ts';
import type { ChartSettings } from './chartSettings.ts';
import { createDresser, panelTitles } from './drawnCurves.ts';
import { layOutLegend } from './legend.ts';
import { dashLengths, drawLegend, drawText } from './legendGraphics.ts';
import { markedPoints, markerSymbol } from './markers.ts';
import { drawPanelTitle, panelLetter } from './panelLabels.ts';
import { layOutPanels, panelGrid } from './panels.ts';
import { xNumbers } from './plotAxes.ts';
import { plotFrame } from './plotFrame.ts';
import { textWidth } from './textWidth.ts';
import { type ChartStyle, chartStyle, type ChartTheme } from './theme.ts';
import { tooltipFrame, tooltipHtml } from './tooltip.ts';

/**
 * Accuracy (%) against the energy (µJ) that an image has cost, a line for each row from its first step to its last, and the analog network as a
 * point: right of its line a spiking network costs more than the analog one.
 */
export function energyChart(
  { curves, analog }: EnergyNumbers,
  model: EnergyModel,
  sweep: SweepSettings,
  settings: ChartSettings,
): Chart {
  const { theme, width, height, accuracyRange = 'plateau' } = settings;
  const style = chartStyle(theme);
  const em = style.fontSize;
  const channels = assignChannels(sweep);
  const dress = createDresser(sweep, channels, style);
  const dressed = curves.map((curve) => ({ ...curve, ...dress(curve.row.cell, curve.row.readout) }));
  const colours = [...new Set(dressed.map(({ look }) => look.colour))];
  const margin = 0.5 * em;
  const legend = layOutLegend(sweep, channels, style, width - 2 * margin, 'linesAlone');
  const notes = noteLines(model, width - 2 * margin, style);
  // The labels that stand right of curves against time have no place here.
  const space = {
    left: margin,
    right: width + 3 * em,
    top: margin + legend.height,
    bottom: height - margin - 1.25 * em * notes.length,
  };
  const panels = layOutPanels(panelTitles({ settings: sweep }, channels), space, style);
  const bare = curves.map(({ time, accuracy }) => ({ time, value: accuracy, low: accuracy, high: accuracy }));
  const scale = accuracyScale(bare, analog?.accuracy ?? 1, accuracyRange, panels[0]!.height / (4 * em));
  // What lies below the plot is not to press together what lies in it.
  const energies = curves
    .flatMap(({ energy, accuracy }) => energy.filter((_, step) => 100 * accuracy[step]! >= scale.min))
    .concat(analog?.energy ?? []);
  const [least, most] = [Math.min(...energies), Math.max(...energies)];
  return {
    name: 'Accuracy against estimated energy for one image',
    option: {
      ...plotFrame(style),
      grid: panels.map(({ left, top, width: across, height: down }) => ({
        left,
        top,
        width: across,
        height: down,
        outerBoundsMode: 'none',
      })),
      xAxis: panels.map(({ isBottom }, gridIndex) => ({
        ...xNumbers(isBottom ? 'Energy per image (µJ)' : '', style, {
          isLog: true,
          min: floorOf(least),
          max: ceilingOf(most),
        }),
        gridIndex,
      })),
      yAxis: panels.map((panel, i) => accuracyAxis(i, panel, scale, style)),
      tooltip: {
        ...tooltipFrame(style),
        formatter: (item) => {
          const { seriesIndex = 0, dataIndex = 0 } = Array.isArray(item) ? (item[0] ?? {}) : item;
          const curve = dressed[seriesIndex];
          if (curve === undefined) return '';
          return tooltipHtml(curve.name, [
            ['Accuracy', `${(100 * curve.accuracy[dataIndex]!).toFixed(2)} %`],
            ['Energy', `${Number(curve.energy[dataIndex]!.toPrecision(4))} µJ`],
            ['Simulated time', `${curve.time[dataIndex]} ms`],
          ]);
        },
      },
      series: [
        ...dressed.map(({ name, look, panel, time, energy, accuracy }): LineSeriesOption => {
          const marked = markedPoints(time, 'log', colours.indexOf(look.colour), colours.length);
          const symbol = look.marker === null ? 'none' : markerSymbol(look.marker);
          return {
            type: 'line',
            name,
            xAxisIndex: panel,
            yAxisIndex: panel,
            z: 3,
            showAllSymbol: true,
            symbol: (_: unknown, { dataIndex }: { dataIndex: number }) => (marked.has(dataIndex) ? symbol : 'none'),
            symbolSize: style.markerSize,
            symbolKeepAspect: true,
            itemStyle: { color: look.colour, borderColor: style.background, borderWidth: style.lineWidth / 2 },
            lineStyle: {
              color: look.colour,
              width: style.lineWidth,
              type: dashLengths(look.dash, style.lineWidth) ?? 'solid',
              join: 'round',
            },
            data: energy.map((value, step) => [value, 100 * accuracy[step]!]),
          };
        }),
        ...(analog === null ? [] : panels.map((_, i) => analogPoint(i, analog, scale.min, style))),
      ],
      graphic: [
        ...drawLegend(legend, margin, margin, style),
        ...panels.flatMap((panel, i) => drawPanelTitle(panel, style, panels.length > 1 ? panelLetter(i) : null)),
        ...notes.map((line, i) =>
          drawText(line, margin, height - (notes.length - i - 0.35) * 1.25 * em, style.muted, style),
        ),
      ],
    },
    table: () => ({
      head: ['cell', 'setting', 'time (ms)', 'energy (µJ)', 'accuracy (%)'],
      rows: dressed.flatMap(({ row, name, time, energy, accuracy }) =>
        time.map((ms, step) => [row.cell.id, name, ms, energy[step]!, 100 * accuracy[step]!]),
      ),
    }),
    keyAt: (series) => dressed[series]?.row.key ?? null,
  };
}

/** The analog network as a diamond, with a line down to the axis and its energy there. */
function analogPoint(
  panel: number,
  { energy, accuracy }: { readonly energy: number; readonly accuracy: number },
  bottom: number,
  style: ChartStyle,
): LineSeriesOption {
  return {
    type: 'line',
    silent: true,
    xAxisIndex: panel,
    yAxisIndex: panel,
    z: 5,
    symbol: (_: unknown, { dataIndex }: { dataIndex: number }) => (dataIndex === 0 ? 'diamond' : 'none'),
    showAllSymbol: true,
    symbolSize: 1.6 * style.markerSize,
    itemStyle: { color: style.text, borderColor: style.background, borderWidth: style.lineWidth / 2 },
    lineStyle: { color: style.text, width: 0.75 * style.lineWidth, type: 'dashed' },
    endLabel: {
      show: true,
      align: 'right',
      distance: 0,
      offset: [-0.6 * style.fontSize, -style.fontSize],
      formatter: `analog: ${Number(energy.toPrecision(3))} µJ`,
      color: style.text,
      fontFamily: style.fontFamily,
      fontSize: style.fontSize,
    },
    data: [
      [energy, 100 * accuracy],
      [energy, bottom],
    ],
  };
}

/** What is assumed, in lines that fit. */
function noteLines({ spiking, analog }: EnergyModel, width: number, style: ChartStyle): string[] {
  const devices = spiking === analog ? spiking.title : `${spiking.title}; analog: ${analog.title}`;
  const lines: string[] = [];
  for (const word of `${devices}. ${energyCaveat}`.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, style.fontSize) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** 1, 2 or 5 times a power of ten, at most the value. */
function floorOf(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [5, 2, 1].map((step) => step * power).find((step) => step <= value * (1 + 1e-9)) ?? power;
}

function ceilingOf(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value * (1 - 1e-9)) ?? 10 * power;
}

/** Height at which the chart is easy to read at a width. */
export function energyHeight(sweep: SweepSettings, theme: ChartTheme, width: number): number {
  const style = chartStyle(theme);
  const em = style.fontSize;
  const channels = assignChannels(sweep);
  const { columns, rows } = panelGrid(panelTitles({ settings: sweep }, channels).length, width / em);
  const legend = layOutLegend(sweep, channels, style, width - em, 'linesAlone');
  const plot = Math.min(22 * em, Math.max(13 * em, (0.55 * (width - 6 * em)) / columns));
  return Math.round(legend.height + rows * (plot + 4 * em) + 6.5 * em);
}
