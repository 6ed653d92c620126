import { stepTimes } from '../metrics/curves.ts';
import { stepToReachAnalog } from '../metrics/latency.ts';
import type { Tally } from '../metrics/tally.ts';
import { wilsonInterval } from '../metrics/wilson.ts';
import { describeFailedCells, failedCells } from '../results/failedCells.ts';
import type { CellRecord, RunRecord } from '../results/runRecord.ts';
import { type AxisName, axisNames, axisValue, axisValues } from '../sweep/axes.ts';
import type { Readout } from '../simulation/readout.ts';
import { alignDecimals, type TextColumn, textTable } from './textTable.ts';

interface Row {
  readonly cell: CellRecord;
  readonly tally: Tally;
  readonly readout: Readout;
  /** Position of the readout in the settings. */
  readonly index: number;
}

/**
 * What a sweep found, for a terminal: the analog accuracy, the settings that all rows share, then a row per finished cell and readout at
 * the longest duration.
 */
export function summaryTable(record: RunRecord): string {
  const rows = rowsOf(record);
  const lines = [
    subjectLine(record),
    analogLine(record),
    sharedLine(record),
    unfinishedLine(record),
    ...failedCells(record).map((failed) => describeFailedCells(failed, record.settings, record.cells)),
  ];
  const head = lines.filter((line) => line !== '').join('\n');
  return rows.length === 0
    ? `${head}\n`
    : `${head}\n\n${textTable([...axisColumns(record, rows), ...results(record, rows)])}`;
}

function rowsOf({ cells, settings }: RunRecord): Row[] {
  return cells.flatMap((cell) => {
    const { tally } = cell;
    return tally === null ? [] : settings.readouts.map((readout, index) => ({ cell, tally, readout, index }));
  });
}

function subjectLine({ settings: { model, data } }: RunRecord): string {
  return `${fileName(model.path)} on ${fileName(data.path)} (${data.split}), ${data.count} samples`;
}

function analogLine({ analog, settings }: RunRecord): string {
  return `Analog accuracy ${percent(analog.correct / settings.data.count)} % (95 % interval ${intervalText(analog.correct, settings.data.count)} %)`;
}

function sharedLine(record: RunRecord): string {
  const { settings } = record;
  const shared = axisNames.filter((axis) => !isVaried(axis, record));
  const words = shared.map((axis) => `${axis} ${axisValues(axis, settings)[0]!}`);
  return `All rows: ${[...words, `after ${Math.max(...settings.durations)} ms`].join(', ')}`;
}

function unfinishedLine({ cells }: RunRecord): string {
  const unfinished = cells.filter(({ tally, failure }) => tally === null && failure === null).length;
  return unfinished === 0 ? '' : `Unfinished and left out: ${unfinished} of ${cells.length} cells`;
}

function isVaried(axis: AxisName, { settings }: RunRecord): boolean {
  return axisValues(axis, settings).length > 1;
}

function axisColumns(record: RunRecord, rows: readonly Row[]): TextColumn[] {
  return axisNames
    .filter((axis) => isVaried(axis, record))
    .map((axis) => {
      const values = rows.map(({ cell, readout }) => axisValue(axis, cell, readout));
      return axis === 'threshold' || axis === 'seed'
        ? { head: [axis], align: 'right', cells: alignDecimals(values.map(Number)) }
        : { head: [axis], align: 'left', cells: values };
    });
}

function results({ settings }: RunRecord, rows: readonly Row[]): TextColumn[] {
  const column = (head: readonly string[], cell: (row: Row) => string): TextColumn => ({
    head,
    align: 'right',
    cells: rows.map(cell),
  });
  const correct = ({ tally, index }: Row): number => tally.readouts[index]!.correct.at(-1)!;
  const times = stepTimes(rows[0]!.tally.spikes.length, settings.timeStep);
  return [
    column(['accuracy', '(%)'], (row) => percent(correct(row) / row.tally.count)),
    column(['95 % interval', '(%)'], (row) => intervalText(correct(row), row.tally.count)),
    column(['analog − 1 point', 'reached (ms)'], ({ tally, index }) => {
      const step = stepToReachAnalog(tally, index, 1);
      return step === null ? 'not reached' : String(times[step]);
    }),
    column(['spikes', 'per sample'], ({ tally }) => (tally.spikes.at(-1)! / tally.count).toFixed(0)),
    column(['synaptic operations', 'per sample (million)'], ({ tally }) =>
      (tally.synapticOperations.at(-1)! / tally.count / 1e6).toFixed(3),
    ),
  ];
}

function intervalText(successes: number, trials: number): string {
  const { low, high } = wilsonInterval(successes, trials);
  return `${percent(low)} to ${percent(high)}`;
}

function percent(share: number): string {
  return (100 * share).toFixed(2);
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1)!;
}
