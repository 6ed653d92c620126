import { summaryTable } from '../../shared/export/summaryTable.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { encodingName } from '../../shared/simulation/encodingName.ts';
import { readoutName } from '../../shared/simulation/readout.ts';
import { stepsOf } from '../../shared/units.ts';
import type { ResultFiles } from '../store/writeResults.ts';
import { bestOf, describeCell } from './describeCell.ts';

/** What a sweep ends with on a terminal: the table, the best cell, where the files are. */
export function describeResults(record: RunRecord, { csv, json, figure }: ResultFiles): string {
  const best = bestOf(record);
  return [
    summaryTable(record),
    ...(best === null ? [] : [`Best cell: ${describeCell(record, best.cell, best.readout)}`]),
    `Table:  ${csv}`,
    `Record: ${json}`,
    ...(figure === null ? [] : [`Figure: ${figure}`]),
  ].join('\n');
}

/** The contract of `sweep --json`: every finished cell and readout at each of the durations asked for. */
export function summariseResults(record: RunRecord, files: ResultFiles, isComplete: boolean) {
  const { settings, analog, cells } = record;
  return {
    complete: isComplete,
    samples: settings.data.count,
    analogAccuracy: analog.correct / settings.data.count,
    files,
    cells: cells.map((cell) => ({
      cell: cell.id,
      preset: cell.preset,
      encoding: encodingName(cell.encoding),
      threshold: cell.threshold,
      seed: cell.seed,
      finished: cell.tally !== null,
      failure: cell.failure,
      notes: cell.notes,
      readouts: settings.readouts.map((readout, index) => ({
        readout: readoutName(readout),
        accuracy: settings.durations.map((duration) => {
          const correct = cell.tally?.readouts[index]!.correct[stepsOf(duration, settings.timeStep) - 1];
          return [duration, correct === undefined ? null : correct / settings.data.count];
        }),
      })),
    })),
  };
}
