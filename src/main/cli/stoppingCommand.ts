import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { csvLine } from '../../shared/export/csvLine.ts';
import { decodeRunRecord } from '../../shared/export/runJson.ts';
import { textTable } from '../../shared/export/textTable.ts';
import { stepTimes } from '../../shared/metrics/curves.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import {
  levelText,
  stoppingNumbers,
  type StoppingRow,
  stoppingRows,
  type StoppingWish,
} from '../../shared/results/stoppingRows.ts';
import { resultRows } from '../../shared/results/resultRows.ts';
import { rowWords } from '../../shared/results/rowWords.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { readoutName } from '../../shared/simulation/readout.ts';
import { fileProblem } from '../store/files.ts';
import type { Output } from './output.ts';
import { parseNumber } from './values.ts';

export interface StoppingOptions {
  /** As typed; null for the default. */
  readonly minimum: string | null;
  readonly points: string | null;
  readonly format: 'text' | 'csv' | 'json';
}

/** `stopping FOLDER`: what stopping samples early would give in the finished cells of a sweep, without simulating again. */
export async function stopping(folder: string, options: StoppingOptions, output: Output): Promise<void> {
  const steps = { least: 1, most: 1e6, isOpen: false, isWhole: true } as const;
  const share = { least: 0, most: 100, isOpen: false, isWhole: false } as const;
  const wish: StoppingWish = {
    minimum: options.minimum === null ? 1 : parseNumber('--minimum', options.minimum, steps),
    points: options.points === null ? 0.5 : parseNumber('--points', options.points, share),
  };
  const record = await readRecordIn(folder);
  const rows = stoppingRows(record, wish);
  if (rows.length === 0) {
    const reason = 'its cells hold no courses of samples: run the sweep again with this version';
    throw new WorkbenchError({ area: 'run', kind: 'notARecord', file: join(folder, 'run.json'), reason });
  }
  switch (options.format) {
    case 'csv':
      return output.print(csvOf(record, rows));
    case 'json':
      return output.print(JSON.stringify({ ...wish, rows: rows.map((row) => summarise(record, row)) }));
    case 'text':
      return output.print(textOf(record, rows, wish));
  }
}

/** The record of a folder of results, or the file itself. Throws file Problems and notARecord. */
async function readRecordIn(path: string): Promise<RunRecord> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const file = isFolder ? join(path, 'run.json') : path;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw fileProblem(file, error);
  });
  return decodeRunRecord(text, file);
}

function csvOf({ cells, settings }: RunRecord, rows: readonly StoppingRow[]): string {
  const head = [
    'cell',
    'readout',
    'margin',
    'unit',
    'mean_time_ms',
    'accuracy',
    'accuracy_low',
    'accuracy_high',
    'never_stopped',
  ];
  const lines = rows.flatMap(({ cellIndex, readoutIndex, unit, curve }) =>
    curve.map((point) => {
      const { level, meanTime, accuracy, low, high, unstopped } = stoppingNumbers(point, settings.timeStep);
      const readout = readoutName(settings.readouts[readoutIndex]!);
      return csvLine([cells[cellIndex]!.id, readout, level, unit, meanTime, accuracy, low, high, unstopped]);
    }),
  );
  return [csvLine(head), ...lines].join('');
}

/** The contract of `stopping --json`. Accuracies and shares are fractions, times are in ms. */
function summarise({ cells, settings }: RunRecord, row: StoppingRow) {
  const { cellIndex, readoutIndex, unit, curve, chosen } = row;
  return {
    cell: cells[cellIndex]!.id,
    readout: readoutName(settings.readouts[readoutIndex]!),
    unit,
    curve: curve.map((point) => stoppingNumbers(point, settings.timeStep)),
    chosen: chosen && {
      ...stoppingNumbers(chosen.reported, settings.timeStep),
      samples: chosen.reported.samples,
      fullAccuracy: chosen.fullCorrect / chosen.reported.samples,
      difference: chosen.difference,
      p: chosen.p,
    },
  };
}

function textOf(record: RunRecord, rows: readonly StoppingRow[], { minimum, points }: StoppingWish): string {
  const { settings } = record;
  const words = new Map(resultRows(record).map((row) => [row.key, rowWords(row, settings)]));
  const chosen = rows.flatMap((row) => (row.chosen === null ? [] : [{ row, chosen: row.chosen }]));
  const numbers = chosen.map((one) => stoppingNumbers(one.chosen.reported, settings.timeStep));
  const percent = (share: number): string => (100 * share).toFixed(2);
  const full = stepTimes(rows[0]!.steps, settings.timeStep).at(-1)!;
  const table = textTable([
    { head: ['setting'], align: 'left', cells: chosen.map(({ row }) => words.get(row.key) ?? '') },
    {
      head: ['margin'],
      align: 'right',
      cells: chosen.map(({ row }, i) => `${levelText(numbers[i]!.level)} ${row.unit}`),
    },
    { head: ['mean time', '(ms)'], align: 'right', cells: numbers.map(({ meanTime }) => meanTime.toFixed(2)) },
    { head: ['accuracy', '(%)'], align: 'right', cells: numbers.map(({ accuracy }) => percent(accuracy)) },
    {
      head: [`after ${full} ms`, '(%)'],
      align: 'right',
      cells: chosen.map((one) => percent(one.chosen.fullCorrect / one.chosen.reported.samples)),
    },
    {
      head: ['difference, 95 % interval', '(points)'],
      align: 'right',
      cells: chosen.map((one) => {
        const { value, low, high } = one.chosen.difference;
        return `${percent(value)} (${percent(low)} to ${percent(high)})`;
      }),
    },
    { head: ['never stopped', '(%)'], align: 'right', cells: numbers.map(({ unstopped }) => percent(unstopped)) },
  ]);
  return (
    `A sample stops once its margin, best score minus second best, has reached the level and ${minimum === 1 ? 'a step has' : `${minimum} steps have`} gone.\n` +
    `Levels are chosen on every second sample, to cost at most ${points} points there; the figures are of the other samples.\n\n${table}`
  );
}
