import type { EChartsOption } from 'echarts';
import type { RunRecord } from '../results/runRecord.ts';
import { accuracyScale } from './accuracyScale.ts';
import { assignChannels } from './channels.ts';
import { accuracyAxis, timeAxis } from './chartAxes.ts';
import type { ChartSettings } from './chartSettings.ts';
import { chartTitle, titleHeight } from './chartTitle.ts';
import { analogSeries, curveSeries } from './curveSeries.ts';
import { drawCurves, panelTitles } from './drawnCurves.ts';
import { layOutLegend } from './legend.ts';
import { drawLegend } from './legendGraphics.ts';
import { niceScale } from './niceScale.ts';
import { drawEndLabels, drawPanelTitle, panelLetter } from './panelLabels.ts';
import { gridOf, layOutPanels, panelGrid } from './panels.ts';
import { chartStyle, type ChartTheme } from './theme.ts';

/**
 * Accuracy (%) against simulated time (ms) of every finished cell and readout, with 95 % Wilson intervals as bands and the analog
 * accuracy as a dashed line. Encodings differ by colour and marker, thresholds by line style; what else varies gets a panel each.
 */
export function accuracyAgainstTime(record: RunRecord, settings: ChartSettings): EChartsOption {
  const { theme, width, height, timeScale = 'linear', accuracyRange = 'plateau' } = settings;
  const style = chartStyle(theme);
  const em = style.fontSize;
  const margin = style.hasTitle ? 1.5 * em : 0.5 * em;
  const channels = assignChannels(record.settings);
  const curves = drawCurves(record, channels, style);
  const analog = record.analog.correct / record.settings.data.count;

  const legend = layOutLegend(record.settings, channels, style, width - 2 * margin);
  const legendTop = margin + (style.hasTitle ? titleHeight * em : 0);
  const space = { left: margin, right: width - margin, top: legendTop + legend.height, bottom: height - margin };
  const panels = layOutPanels(panelTitles(record, channels), space, style);

  const accuracies = curves.map(({ accuracy }) => accuracy);
  const percents = accuracyScale(accuracies, analog, accuracyRange, panels[0]!.height / (4 * em));
  const times = accuracies[0]?.time ?? [1];
  const last = times.at(-1)!;
  const milliseconds = { ...niceScale(0, last, Math.max(3, panels[0]!.width / (5 * em))), min: 0, max: last };
  const from = timeScale === 'log' ? times[0]! : 0;
  return {
    animation: false,
    backgroundColor: style.background,
    textStyle: { fontFamily: style.fontFamily, fontSize: em, color: style.text },
    ...(style.hasTitle ? { title: chartTitle(record, margin, width, style) } : {}),
    tooltip: {
      trigger: 'axis',
      confine: true,
      order: 'valueDesc',
      valueFormatter: (value) => `${Number(value).toFixed(2)} %`,
    },
    grid: panels.map(gridOf),
    xAxis: panels.map((panel, i) => timeAxis(i, panel, milliseconds, times[0]!, timeScale, style)),
    yAxis: panels.map((panel, i) => accuracyAxis(i, panel, percents, style)),
    series: panels.flatMap((_, i) => [
      ...curveSeries(
        i,
        curves.filter(({ panel }) => panel === i),
        timeScale,
        style,
      ),
      analogSeries(i, analog, [from, last], style),
    ]),
    graphic: [
      ...drawLegend(legend, margin, legendTop, style),
      ...panels.flatMap((panel, i) => drawPanelTitle(panel, style, panels.length > 1 ? panelLetter(i) : null)),
      ...panels
        .filter(({ isLast }) => isLast)
        .flatMap((panel) => drawEndLabels(panel, panels.length === 1 ? curves : [], analog, percents, style)),
    ],
  };
}

/** A size at which a record's chart is easy to read on a screen. */
export function chartSize(record: RunRecord): { width: number; height: number } {
  const { columns, rows } = panelGrid(panelTitles(record, assignChannels(record.settings)).length, 1080 / 13);
  return columns === 1 ? { width: 800, height: 520 } : { width: 1080, height: 170 + 300 * rows };
}

/** Height at which a record's chart of a width is easy to read: title and legend as they are, plots half as high again as they are wide. */
export function curvesHeight(record: RunRecord, theme: ChartTheme, width: number): number {
  const style = chartStyle(theme);
  const em = style.fontSize;
  const channels = assignChannels(record.settings);
  const { columns, rows } = panelGrid(panelTitles(record, channels).length, width / em);
  const head =
    (style.hasTitle ? titleHeight + 2 : 1) * em + layOutLegend(record.settings, channels, style, width - em).height;
  const plot = Math.min(24 * em, Math.max(11 * em, (0.62 * (width - 9 * em)) / columns));
  return Math.round(head + rows * (plot + 4 * em) + 2.5 * em);
}
