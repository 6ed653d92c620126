import { describeChanges } from '../conversion/describeChanges.ts';
import { stepTimes } from '../metrics/curves.ts';
import type { Tally } from '../metrics/tally.ts';
import { wilsonInterval } from '../metrics/wilson.ts';
import type { CellRecord, RunRecord } from '../results/runRecord.ts';
import { encodingName } from '../simulation/encodingName.ts';
import { readoutName } from '../simulation/readout.ts';
import type { Milliseconds } from '../units.ts';
import { csvLine } from './csvLine.ts';

/** Columns of results.csv. Others build on them: later ones go behind. Accuracies, agreement and ties are fractions of the samples. */
export const resultsColumns = [
  'cell',
  'preset',
  'encoding',
  'threshold',
  'readout',
  'seed',
  'time_ms',
  'samples',
  'accuracy',
  'accuracy_low',
  'accuracy_high',
  'analog_accuracy',
  'agreement',
  'spikes_per_sample',
  'synaptic_operations_per_sample',
  'tied',
  'changes',
] as const;

/**
 * The lines of results.csv (RFC 4180, line ends `\n` included): a head, then one row per finished cell, readout and time step.
 * Numbers are the shortest that read back as the same double.
 */
export function* resultsCsvLines(record: RunRecord): Generator<string, void, undefined> {
  yield resultsCsvHead;
  for (const cell of record.cells) if (cell.tally !== null) yield* resultsCsvRows(record, cell, cell.tally);
}

export const resultsCsvHead = csvLine(resultsColumns);

/** The rows of one finished cell. */
export function* resultsCsvRows(
  { settings }: Pick<RunRecord, 'settings'>,
  cell: CellRecord,
  tally: Tally,
): Generator<string, void, undefined> {
  const times = stepTimes(tally.spikes.length, settings.timeStep);
  const changes = describeChanges(cell.changes);
  for (const [r, readout] of settings.readouts.entries()) {
    const names = [cell.id, cell.preset, encodingName(cell.encoding), cell.threshold, readoutName(readout), cell.seed];
    for (const [step, time] of times.entries())
      yield csvLine([...names, ...measurements(tally, r, step, time), changes]);
  }
}

function measurements(tally: Tally, readout: number, step: number, time: Milliseconds): number[] {
  const { count } = tally;
  const { correct, agreement, tied } = tally.readouts[readout]!;
  const { low, high } = wilsonInterval(correct[step]!, count);
  return [
    time,
    count,
    correct[step]! / count,
    low,
    high,
    tally.analogCorrect / count,
    agreement[step]! / count,
    tally.spikes[step]! / count,
    tally.synapticOperations[step]! / count,
    tied[step]! / count,
  ];
}
