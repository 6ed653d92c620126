import type { LineSeriesOption } from 'echarts';
import { energyCaveat, type EnergyModel } from '../metrics/energy.ts';
import type { EnergyNumbers } from '../results/energyNumbers.ts';
import type { SweepSettings } from '../sweep/plan.ts';
import { accuracyScale } from './accuracyScale.ts';
import { assignChannels } from './channels.ts';
import { accuracyAxis } from './chartAxes.ts';
import type { Chart } from './chart.ts';
import type { ChartSettings } from './chartSettings.ts';
import { markedLine } from './curveSeries.ts';
import { createDresser, panelTitles } from './drawnCurves.ts';
import { extentOf } from './extentOf.ts';
import { legendOf } from './legend.ts';
import { drawLegend, drawText } from './legendGraphics.ts';
import { markedPoints, mostMarked } from './markers.ts';
import { drawPanelTitle, panelLetter } from './panelLabels.ts';
import { gridOf, layOutPanels } from './panels.ts';
import { xNumbers } from './plotAxes.ts';
import { plotFrame } from './plotFrame.ts';
import { type ChartStyle, chartStyle } from './theme.ts';
import { tooltipFrame, tooltipHtml } from './tooltip.ts';
import { wrapText } from './wrapText.ts';

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
  const legend = legendOf(sweep, channels, style, settings, { margin, marks: 'linesAlone' });
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
  const [least, most] = extentOf(energies);
  return {
    name: 'Accuracy against estimated energy for one image',
    option: {
      ...plotFrame(style),
      grid: panels.map(gridOf),
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
        ...dressed.map((curve) => {
          const marked =
            dressed.length > mostMarked
              ? nothing
              : markedPoints(curve.time, 'log', colours.indexOf(curve.look.colour), colours.length);
          const points = curve.energy.map((value, step) => [value, 100 * curve.accuracy[step]!] as const);
          return markedLine(curve, points, marked, style);
        }),
        ...(analog === null ? [] : panels.map((_, i) => analogPoint(i, analog, scale.min, style))),
      ],
      graphic: [
        ...drawLegend(legend, margin, margin, style),
        ...panels.flatMap((panel, i) =>
          drawPanelTitle(panel, style, panels.length > 1 && settings.legend !== 'beside' ? panelLetter(i) : null),
        ),
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

const nothing: ReadonlySet<number> = new Set();

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
      backgroundColor: style.background,
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
  return wrapText(`${devices}. ${energyCaveat}`, width, style.fontSize);
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
