import { describeChanges } from '../conversion/describeChanges.ts';
import { analogEnergy } from '../metrics/energy.ts';
import { spreadOf } from '../metrics/seeds.ts';
import { stepToReachAnalog } from '../metrics/latency.ts';
import { firstStepAtAnalog, targetPoints } from '../metrics/timeToTarget.ts';
import { wilsonInterval } from '../metrics/wilson.ts';
import { measureRow, type ResultRow, stepAt } from '../results/resultRows.ts';
import { encodingName } from '../simulation/encodingName.ts';
import { readoutName } from '../simulation/readout.ts';
import { type Milliseconds, stepsOf } from '../units.ts';
import type { TableContext } from './tableContext.ts';

/** A column of the tables with one row for each cell and readout. */
export interface TableColumn {
  /** Name in CSV, JSON and on the command line: lower case, unit last. */
  readonly name: string;
  /** Head where people read it. */
  readonly title: string;
  /** As in the file: `1` for shares and counts, `ms`, `µJ`; empty for words. */
  readonly unit: string;
  readonly meaning: string;
  /** How a number is written for people: factor, unit and decimals (null: as many as it needs). Absent for words. */
  readonly print?: { readonly factor: number; readonly unit: string; readonly decimals: number | null };
  readonly better?: 'more' | 'less';
  readonly value: (row: ResultRow, context: TableContext) => string | number | null;
}

/** Every column, in the order of the tables. `durations` are the times at which accuracies stand side by side, ms. */
export function tableColumns(durations: readonly Milliseconds[]): readonly TableColumn[] {
  return [
    ...settingColumns,
    ...accuracyColumns,
    ...durations.map(accuracyAt),
    ...seedColumns,
    ...costColumns,
    ...targetColumns,
    ...verdictColumns,
  ];
}

const percent = { factor: 100, unit: '%', decimals: 2 };
const plain = { factor: 1, unit: '', decimals: null };

const settingColumns: readonly TableColumn[] = [
  words('cell', 'Cell', 'Id of the cell: the same for the same settings, everywhere.', ({ cell }) => cell.id),
  words('preset', 'Preset', 'Preset of the conversion.', ({ cell }) => cell.preset),
  words('changes', 'Changes', 'Settings that differ from the preset, as --set takes them.', ({ cell }) =>
    describeChanges(cell.changes),
  ),
  words('encoding', 'Encoding', 'How pixels become spikes or currents.', ({ cell }) => encodingName(cell.encoding)),
  number(
    'threshold',
    'Threshold',
    '1',
    'Factor on every threshold of the preset.',
    { ...plain, unit: '×' },
    (row) => row.cell.threshold,
  ),
  words('readout', 'Readout', 'How the output layer becomes a class.', ({ readout }) => readoutName(readout)),
  number('seed', 'Seed', '1', 'Seed of the random numbers.', plain, (row) => row.cell.seed),
  number('samples', 'n', '1', 'Images that the row is counted over.', plain, ({ tally }) => tally.count),
];

const accuracyColumns: readonly TableColumn[] = [
  number(
    'time_ms',
    'Time',
    'ms',
    'Simulated time at which accuracy, spikes, operations and energy are taken.',
    { ...plain, unit: 'ms' },
    (_, { time }) => time,
  ),
  {
    ...number(
      'accuracy',
      'Accuracy',
      '1',
      'Share of the images classified as labelled, at time_ms.',
      percent,
      (row, at) => hits(row, at) / row.tally.count,
    ),
    better: 'more',
  },
  number(
    'accuracy_low',
    '95 % from',
    '1',
    'Lower end of the 95 % Wilson interval of accuracy.',
    percent,
    (row, at) => wilsonInterval(hits(row, at), row.tally.count).low,
  ),
  number(
    'accuracy_high',
    'to',
    '1',
    'Upper end of the 95 % Wilson interval of accuracy.',
    percent,
    (row, at) => wilsonInterval(hits(row, at), row.tally.count).high,
  ),
  number(
    'analog_accuracy',
    'Analog',
    '1',
    'Accuracy of the analog network on the same images.',
    percent,
    ({ tally }) => tally.analogCorrect / tally.count,
  ),
  {
    ...number(
      'agreement',
      'Agreement',
      '1',
      'Share of the images classified as the analog network does, at time_ms.',
      percent,
      (row, at) => row.tally.readouts[row.readoutIndex]!.agreement[step(row, at)]! / row.tally.count,
    ),
    better: 'more',
  },
  number(
    'tied',
    'Tied',
    '1',
    'Share of the images in which several classes have the best score, at time_ms; the lowest is taken.',
    percent,
    (row, at) => row.tally.readouts[row.readoutIndex]!.tied[step(row, at)]! / row.tally.count,
  ),
];

/** Accuracy at one of the durations of the sweep; nothing where it was not simulated so long. */
function accuracyAt(time: Milliseconds): TableColumn {
  const name = `accuracy_at_${time}_ms`;
  return {
    ...number(
      name,
      `Accuracy at ${time} ms`,
      '1',
      `Share of the images classified as labelled after ${time} ms.`,
      percent,
      (row, { record }) => {
        const at = stepsOf(time, record.settings.timeStep) - 1;
        const { correct } = row.tally.readouts[row.readoutIndex]!;
        return at < correct.length ? correct[at]! / row.tally.count : null;
      },
    ),
    better: 'more',
  };
}

const seedColumns: readonly TableColumn[] = [
  number(
    'seeds',
    'Seeds',
    '1',
    'Simulations that differ from this row by their seed alone, this one included; inputs that draw nothing have one.',
    plain,
    (row, at) => accuracies(row, at).length,
  ),
  number(
    'accuracy_mean',
    'Mean accuracy',
    '1',
    'Mean of accuracy over these seeds.',
    percent,
    (row, at) => spreadOf(accuracies(row, at)).mean,
  ),
  number(
    'accuracy_sd',
    'Deviation',
    '1',
    'Sample standard deviation of accuracy over these seeds; empty for one.',
    percent,
    (row, at) => spreadOf(accuracies(row, at)).deviation,
  ),
];

const costColumns: readonly TableColumn[] = [
  {
    ...number(
      'spikes_per_sample',
      'Spikes',
      '1',
      'Spikes of all populations for one image, input included, up to time_ms.',
      { ...plain, decimals: 0 },
      (row, at) => row.tally.spikes[step(row, at)]! / row.tally.count,
    ),
    better: 'less',
  },
  {
    ...number(
      'synaptic_operations_per_sample',
      'Synaptic operations',
      '1',
      'Weights added because of one spike, for one image, up to time_ms.',
      { factor: 1e-6, unit: '10⁶', decimals: 3 },
      (row, at) => row.tally.synapticOperations[step(row, at)]! / row.tally.count,
    ),
    better: 'less',
  },
  {
    ...number(
      'energy_uj',
      'Energy',
      'µJ',
      'Estimated energy of the spiking network for one image up to time_ms. Computing only: no memory traffic.',
      { factor: 1, unit: 'µJ', decimals: 3 },
      (row, { record, moment }) => measureRow('energy', row, moment, record.settings.timeStep),
    ),
    better: 'less',
  },
  number(
    'analog_energy_uj',
    'Analog energy',
    'µJ',
    'Estimated energy of the analog network for one image. Computing only: no memory traffic.',
    { factor: 1, unit: 'µJ', decimals: 3 },
    ({ work }, { moment }) => (work === null ? null : analogEnergy(work.analog, moment.energy)),
  ),
  {
    ...number(
      'break_even_ms',
      'Break-even',
      'ms',
      'Simulated time up to which the spiking network costs no more energy than the analog one: 0 where it costs more from the first step on, empty where it costs less to the end.',
      { factor: 1, unit: 'ms', decimals: 1 },
      (row, { record, moment }) => measureRow('breakEven', row, moment, record.settings.timeStep),
    ),
    better: 'more',
  },
];

const targetColumns: readonly TableColumn[] = targetPoints.flatMap((points): TableColumn[] => {
  const unit = { ...plain, unit: 'ms' };
  const timeOf = (found: number | null, { record }: TableContext): number | null =>
    found === null ? null : Math.round((found + 1) * record.settings.timeStep * 1e9) / 1e9;
  return [
    {
      ...number(
        `time_to_analog_minus_${points}_ms`,
        `Time to analog − ${points}`,
        'ms',
        `Simulated time from which the accuracy stays within ${points} percentage points of the analog accuracy; empty where it does not.`,
        unit,
        (row, at) => timeOf(stepToReachAnalog(row.tally, row.readoutIndex, points), at),
      ),
      better: 'less',
    },
    number(
      `first_at_analog_minus_${points}_ms`,
      `First at analog − ${points}`,
      'ms',
      `Simulated time at which the accuracy is within ${points} percentage points of the analog accuracy for the first time; it may fall again.`,
      unit,
      (row, at) => timeOf(firstStepAtAnalog(row.tally, row.readoutIndex, points), at),
    ),
  ];
});

const verdictColumns: readonly TableColumn[] = [
  words(
    'pareto',
    'Pareto set',
    'yes where no other row has at least the accuracy with at most the synaptic operations at time_ms, and one of them better.',
    (row, { pareto }) => (pareto().has(row.key) ? 'yes' : 'no'),
  ),
  words(
    'standing',
    'Standing',
    'winner: more accurate than every other row (exact McNemar on the same images, Holm over all pairs, 5 %); tied: not shown to be worse than the best; worse. Empty where it was not judged.',
    (row, { judgement }) => {
      const found = judgement();
      return typeof found === 'string' ? '' : (found.standings.get(row.key) ?? '');
    },
  ),
  number(
    'p_against_best',
    'p',
    '1',
    'Exact McNemar against the most accurate row, adjusted by Holm over all pairs; empty for that row and where nothing was judged.',
    { ...plain, decimals: 4 },
    (row, { judgement }) => {
      const found = judgement();
      return typeof found === 'string' ? null : (found.p.get(row.key) ?? null);
    },
  ),
];

function words(name: string, title: string, meaning: string, value: TableColumn['value']): TableColumn {
  return { name, title, unit: '', meaning, value };
}

function number(
  name: string,
  title: string,
  unit: string,
  meaning: string,
  print: NonNullable<TableColumn['print']>,
  value: (row: ResultRow, context: TableContext) => number | null,
): TableColumn {
  return { name, title, unit, meaning, print, value };
}

function step(row: ResultRow, { time, record }: TableContext): number {
  return stepAt(row, time, record.settings.timeStep);
}

function hits(row: ResultRow, at: TableContext): number {
  return row.tally.readouts[row.readoutIndex]!.correct[step(row, at)]!;
}

function accuracies(row: ResultRow, at: TableContext): number[] {
  return at.sameButSeed(row).map((other) => hits(other, at) / other.tally.count);
}
