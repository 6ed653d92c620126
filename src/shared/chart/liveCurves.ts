import type { EChartsOption, SeriesOption } from 'echarts';
import type { RunRecord } from '../results/runRecord.ts';
import type { AxisName } from '../sweep/axes.ts';
import { accuracyScale } from './accuracyScale.ts';
import { assignChannels } from './channels.ts';
import { accuracyAxis, timeAxis } from './chartAxes.ts';
import type { Chart } from './chart.ts';
import type { ChartSettings } from './chartSettings.ts';
import { percent } from './curvePointWords.ts';
import { analogSeries } from './curveSeries.ts';
import { type DrawnCurve, drawCurves, panelTitles } from './drawnCurves.ts';
import { liveBands, liveLines, liveMarkers } from './liveSeries.ts';
import { niceScale } from './niceScale.ts';
import { drawPanelTitle } from './panelLabels.ts';
import { layOutPanels } from './panels.ts';
import { plotFrame } from './plotFrame.ts';
import { chartStyle } from './theme.ts';

/** What a window shows of the curves. */
export interface LiveCurves {
  readonly curves: readonly DrawnCurve[];
  /** Analog accuracy as a fraction; null while it is not known. */
  readonly analog: number | null;
  /** The same in words. */
  readonly analogText: string | null;
  /** One title for each panel. */
  readonly panels: readonly string[];
}

/** Curves of a record, dressed for a window; `hidden` rows are left out. */
export function liveCurves(
  record: RunRecord,
  theme: ChartSettings['theme'],
  split: AxisName | null,
  hidden: ReadonlySet<string>,
): LiveCurves {
  const channels = assignChannels(record.settings, split);
  const { count } = record.settings.data;
  const analog = record.analog.predictions.length === 0 ? null : record.analog.correct / count;
  return {
    curves: drawCurves(record, channels, chartStyle(theme)).filter(({ key }) => !hidden.has(key)),
    analog,
    analogText: analog === null ? null : percent(analog),
    panels: panelTitles(record, channels),
  };
}

/** The curves as a chart: their picture and their numbers. */
export function liveCurvesChart(live: LiveCurves, settings: ChartSettings, selected: ReadonlySet<string>): Chart {
  return {
    name: 'Accuracy against simulated time',
    option: liveCurvesOption(live, settings, selected),
    table: () => ({
      head: ['cell', 'setting', 'time (ms)', 'accuracy (%)', 'interval from (%)', 'interval to (%)', 'samples'],
      rows: live.curves.flatMap(({ cell, name, accuracy: { time, value, low, high } }) =>
        time.map((ms, t) => [cell.id, name, ms, 100 * value[t]!, 100 * low[t]!, 100 * high[t]!, cell.tally!.count]),
      ),
    }),
  };
}

/**
 * The same picture as `accuracyAgainstTime`, for a window: it zooms, selected curves stand out, and whatever would move when it is
 * zoomed (labels at the ends, the legend) is left to the window around it. Drawn by hand where ECharts' own lines would be too slow.
 */
export function liveCurvesOption(
  live: LiveCurves,
  settings: ChartSettings,
  selected: ReadonlySet<string>,
): EChartsOption {
  const { theme, width, height, timeScale = 'linear', accuracyRange = 'plateau' } = settings;
  const style = chartStyle(theme);
  const em = style.fontSize;
  const { curves, analog } = live;
  // What is selected and hidden makes nothing else step back.
  const chosen = new Set(curves.filter(({ key }) => selected.has(key)).map(({ key }) => key));
  // Room that a figure needs for the labels at the ends of the lines, and a window does not.
  const labels = 3 * em;
  const space = { left: 0.5 * em, right: width + labels, top: 0.3 * em, bottom: height - 0.3 * em };
  const panels = layOutPanels(live.panels, space, style);
  const accuracies = curves.map(({ accuracy }) => accuracy);
  const percents = accuracyScale(
    accuracies,
    analog ?? accuracies[0]?.value.at(-1) ?? 0.5,
    accuracyRange,
    panels[0]!.height / (4 * em),
  );
  const times = accuracies[0]?.time ?? [1];
  const last = times.at(-1)!;
  const milliseconds = { ...niceScale(0, last, Math.max(3, panels[0]!.width / (5 * em))), min: 0, max: last };
  const indices = panels.map((_, i) => i);
  return {
    ...plotFrame(style),
    grid: panels.map((panel) => ({ left: panel.left, top: panel.top, width: panel.width, height: panel.height })),
    xAxis: panels.map((panel, i) => timeAxis(i, panel, milliseconds, times[0]!, timeScale, style)),
    yAxis: panels.map((panel, i) => accuracyAxis(i, panel, percents, style)),
    dataZoom: [
      { type: 'inside', id: 'time', xAxisIndex: indices, filterMode: 'none', throttle: 0 },
      {
        type: 'inside',
        id: 'accuracy',
        yAxisIndex: indices,
        filterMode: 'none',
        throttle: 0,
        zoomOnMouseWheel: 'shift',
        moveOnMouseMove: true,
      },
    ],
    series: indices.flatMap((i) => {
      const inPanel = curves.filter(({ panel }) => panel === i);
      const drawn: SeriesOption[] = [
        liveBands(i, inPanel, chosen, style),
        liveLines(i, inPanel, chosen, style),
        liveMarkers(i, inPanel, chosen, timeScale, style),
      ];
      return analog === null
        ? drawn
        : drawn.concat(analogSeries(i, analog, [timeScale === 'log' ? times[0]! : 0, last], style));
    }),
    graphic: panels.flatMap((panel) => drawPanelTitle(panel, style, null)),
  };
}
