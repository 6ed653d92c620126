import type { FigureKind } from '../api/exportViews.ts';
import { accuracyAgainstTime, curvesHeight } from '../chart/accuracyAgainstTime.ts';
import type { Chart } from '../chart/chart.ts';
import type { AccuracyRange, TimeScale } from '../chart/chartSettings.ts';
import { confusionChart } from '../chart/confusionChart.ts';
import { differenceChart } from '../chart/differenceChart.ts';
import { energyChart } from '../chart/energyChart.ts';
import type { FigureFormat } from '../chart/figureFormats.ts';
import { firstAxes } from '../chart/firstAxes.ts';
import { heatMap } from '../chart/heatMap.ts';
import { parallelCoordinates } from '../chart/parallelCoordinates.ts';
import { panelledHeight } from '../chart/panelledHeight.ts';
import { paretoChart } from '../chart/paretoChart.ts';
import { stoppingChart } from '../chart/stoppingChart.ts';
import { cellConfusion } from '../metrics/cellConfusion.ts';
import { differenceCurve } from '../metrics/differenceCurve.ts';
import { type EnergyModel } from '../metrics/energy.ts';
import type { MeasureName } from '../metrics/measures.ts';
import { bestRow } from '../results/bestRow.ts';
import { classesAtTime } from '../results/classesAtTime.ts';
import { comparedNames } from '../results/comparedNames.ts';
import { energyNumbers } from '../results/energyNumbers.ts';
import { heatMapNumbers } from '../results/heatMapNumbers.ts';
import { parallelDimensions } from '../results/parallelNumbers.ts';
import { paretoNumbers } from '../results/paretoNumbers.ts';
import { type ResultRow, resultRows } from '../results/resultRows.ts';
import { rowWords } from '../results/rowWords.ts';
import type { RunRecord } from '../results/runRecord.ts';
import { stoppingRows } from '../results/stoppingRows.ts';
import type { Milliseconds } from '../units.ts';

export const figureTitles: Readonly<Record<FigureKind, string>> = {
  'accuracy-time': 'Accuracy against simulated time',
  energy: 'Accuracy against energy',
  pareto: 'Pareto front of accuracy and operations',
  'heat-map': 'Heat map of accuracy',
  confusion: 'Confusion matrix of the best cell',
  parallel: 'Parallel coordinates',
  difference: 'Difference of two cells',
  stopping: 'Accuracy when samples stop early',
};

/** What is drawn, and how. */
export interface FigureRequest {
  readonly kind: FigureKind;
  readonly timeScale: TimeScale;
  readonly accuracyRange: AccuracyRange;
  /** At which accuracy and costs are taken; null for the longest duration. */
  readonly time: Milliseconds | null;
  readonly energy: EnergyModel;
  /** Keys of rows: the two whose difference is drawn, the one whose confusion is; empty for the only two, and for the best. */
  readonly selected: readonly string[];
}

/** A figure, or why the record cannot give it, completing "this figure wants …". */
export type DrawnFigure = Chart | { readonly wanted: string };

/** Draws a figure of an untrimmed record at a size in points. */
export function drawFigure(
  record: RunRecord,
  { kind, timeScale, accuracyRange, time, energy, selected }: FigureRequest,
  { format, height }: { readonly format: FigureFormat; readonly height: number },
): DrawnFigure {
  const { settings } = record;
  const { timeStep } = settings;
  const plot = { theme: format.theme, width: format.width, height };
  const curves = { ...plot, timeScale, accuracyRange };
  const moment = { time: time ?? Math.max(...settings.durations), points: 1, energy };
  const rows = resultRows(record);
  const after = (chart: Chart): Chart => ({ ...chart, name: `${chart.name}, after ${moment.time} ms` });
  if (rows.length === 0) return { wanted: 'a finished cell' };
  switch (kind) {
    case 'accuracy-time':
      return {
        name: figureTitles[kind],
        option: accuracyAgainstTime(record, curves),
        table: () => ({ head: [], rows: [] }),
      };
    case 'energy': {
      const numbers = energyNumbers(rows, energy, timeStep);
      return numbers.curves.length === 0
        ? { wanted: 'a run of this version: older records do not say what their networks do' }
        : energyChart(numbers, energy, settings, curves);
    }
    case 'pareto': {
      const measures = { x: 'synapticOperations', y: 'accuracy', points: 1 } as const;
      return after(paretoChart(paretoNumbers(rows, measures, moment, timeStep), measures, settings, nothing, plot));
    }
    case 'heat-map': {
      const axes = firstAxes(settings);
      const numbers = heatMapNumbers(rows, settings, axes, 'accuracy', moment, 'mean');
      return after(heatMap(numbers, axes, { name: 'accuracy', points: 1 }, nothing, plot));
    }
    case 'confusion': {
      const best = rows.find(({ key }) => key === selected[0]) ?? bestRow(rows, moment.time, timeStep)!.row;
      const classes = classesAtTime(best, moment.time, timeStep);
      return classes === null
        ? { wanted: 'the end of the simulation: of other times this record keeps no classes' }
        : after({
            ...confusionChart(cellConfusion(record, classes), record.classNames, plot),
            name: `Confusion matrix of ${rowWords(best, settings)}`,
          });
    }
    case 'parallel':
      return after(
        parallelCoordinates(
          rows,
          parallelDimensions(rows, settings, parallelMeasures, moment),
          settings,
          nothing,
          plot,
        ),
      );
    case 'difference': {
      const chosen = selected.flatMap((key) => rows.find((row) => row.key === key) ?? []);
      const [first, second, third] = chosen.length === 2 ? chosen : rows;
      if (second === undefined || third !== undefined) {
        return { wanted: `two rows, and there ${rows.length === 1 ? 'is one' : `are ${rows.length}`}: choose them` };
      }
      const curve = differenceCurve(readTally(first!), readTally(second), timeStep);
      return differenceChart(curve, comparedNames([first!, settings], [second, settings]), curves);
    }
    case 'stopping': {
      const byKey = new Map(stoppingRows(record, { minimum: 1, points: 1 }).map((row) => [row.key, row]));
      const drawn = rows.flatMap((row) => {
        const stopping = byKey.get(row.key);
        return stopping === undefined ? [] : [{ row, stopping }];
      });
      return drawn.length === 0
        ? { wanted: 'a run of this version: older records do not keep what each sample went through' }
        : stoppingChart(drawn, settings, nothing, curves);
    }
    default:
      return kind satisfies never;
  }
}

/** Height in points at which a figure is easy to read. */
export function figureHeight(record: RunRecord, kind: FigureKind, { theme, width, height }: FigureFormat): number {
  if (height !== null) return height;
  switch (kind) {
    case 'accuracy-time':
      return curvesHeight(record, theme, width);
    case 'confusion':
      return Math.round(Math.min(0.92 * width, 400));
    case 'energy':
      return panelledHeight(record.settings, theme, width, 4);
    case 'stopping':
      return panelledHeight(record.settings, theme, width, 1);
    case 'pareto':
      return Math.round(Math.max(0.68 * width, 164));
    case 'parallel':
      return Math.round(Math.max(0.6 * width, 190));
    case 'heat-map':
    case 'difference':
      return Math.round(Math.max(0.6 * width, 150));
    default:
      return kind satisfies never;
  }
}

const nothing: ReadonlySet<string> = new Set();
const parallelMeasures: readonly MeasureName[] = ['accuracy', 'latency', 'spikes', 'synapticOperations'];

function readTally({ tally, readoutIndex }: ResultRow) {
  return { tally, readout: readoutIndex };
}
