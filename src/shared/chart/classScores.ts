import type { InspectedReadout } from '../api/inspectViews.ts';
import { assertNever } from '../assertNever.ts';
import type { Readout } from '../simulation/readout.ts';
import type { Milliseconds } from '../units.ts';
import type { Chart } from './chart.ts';
import type { PlotSettings } from './chartSettings.ts';
import { coloursFor } from './colours.ts';
import { markedPoints, markers, markerSymbol } from './markers.ts';
import { xNumbers, yNumbers } from './plotAxes.ts';
import { plotFrame, plotGrid } from './plotFrame.ts';
import { chartStyle } from './theme.ts';
import { tooltipFrame, tooltipHtml } from './tooltip.ts';

/** More classes than this are left out, except those that ever won. */
const mostClasses = 10;

/**
 * Scores of the classes against simulated time. The label and the last winner are coloured, marked and named at their ends; the others
 * are thin.
 */
export function classScores(
  { readout, scores, classes }: InspectedReadout,
  label: number,
  time: readonly Milliseconds[],
  classNames: readonly string[],
  settings: PlotSettings,
): Chart {
  const style = chartStyle(settings.theme);
  const nameOf = (c: number): string => classNames[c] ?? String(c);
  const winner = classes.at(-1);
  const marked = [...new Set([label, ...(winner === undefined ? [] : [winner])])];
  const colours = coloursFor(marked.length, style);
  const shown = shownClasses(scores, classes, label);
  const axis = scoreName(readout);
  return {
    name: `${axis} of each class against simulated time`,
    option: {
      ...plotFrame(style),
      grid: plotGrid(style, { right: 8 }),
      xAxis: xNumbers('Simulated time (ms)', style, { min: 0, max: time.at(-1) ?? 1 }),
      yAxis: yNumbers(axis, style),
      tooltip: {
        ...tooltipFrame(style),
        trigger: 'axis',
        formatter: (items) => {
          const first = Array.isArray(items) ? items[0] : items;
          const t = first?.dataIndex ?? 0;
          const best = shown.toSorted((a, b) => scores[t]![b]! - scores[t]![a]!).slice(0, 5);
          return tooltipHtml(
            `${time[t]} ms: class ${nameOf(classes[t]!)}`,
            best.map((c) => [nameOf(c), String(Number(scores[t]![c]!.toPrecision(5)))]),
          );
        },
      },
      series: shown.map((c) => {
        const at = marked.indexOf(c);
        const colour = at === -1 ? style.axis : colours[at]!;
        const points = at === -1 ? new Set<number>() : markedPoints(time, 'linear', at, marked.length);
        const role = [c === label ? 'label' : '', c === winner ? 'winner' : '']
          .filter((word) => word !== '')
          .join(', ');
        return {
          type: 'line' as const,
          name: nameOf(c),
          z: at === -1 ? 2 : 3,
          showAllSymbol: true,
          symbol: (_: unknown, { dataIndex }: { dataIndex: number }) =>
            points.has(dataIndex) ? markerSymbol(markers[at]!) : 'none',
          symbolSize: style.markerSize,
          itemStyle: { color: colour, borderColor: style.background, borderWidth: style.lineWidth / 2 },
          lineStyle: { color: colour, width: at === -1 ? 0.5 * style.lineWidth : style.lineWidth },
          endLabel: {
            show: at !== -1,
            formatter: `${nameOf(c)} (${role})`,
            color: colour,
            fontFamily: style.fontFamily,
            fontSize: style.fontSize,
          },
          labelLayout: { moveOverlap: 'shiftY' as const },
          data: time.map((ms, t) => [ms, scores[t]![c]!]),
        };
      }),
    },
    table: () => ({
      head: ['time (ms)', 'class', ...(scores[0] ?? []).map((_, c) => nameOf(c))],
      rows: time.map((ms, t) => [ms, nameOf(classes[t]!), ...scores[t]!]),
    }),
  };
}

function shownClasses(scores: InspectedReadout['scores'], winners: readonly number[], label: number): number[] {
  const count = scores[0]?.length ?? 0;
  const all = Array.from({ length: count }, (_, c) => c);
  const ever = new Set([label, ...winners]);
  return count <= mostClasses ? all : all.filter((c) => ever.has(c)).slice(0, 2 * mostClasses);
}

/** What the scores of a readout are, with the unit. */
function scoreName(readout: Readout): string {
  switch (readout.kind) {
    case 'spikeCount':
      return 'Spikes so far';
    case 'membranePotential':
      return 'Membrane potential';
    case 'timeToFirstSpike':
    case 'timeToKSpikes':
      return 'Won (1) or not (0)';
    default:
      return assertNever(readout);
  }
}
