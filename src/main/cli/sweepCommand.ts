import { summaryTable } from '../../shared/export/summaryTable.ts';
import { stepsOf } from '../../shared/units.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { encodingName } from '../../shared/simulation/encodingName.ts';
import { readoutName } from '../../shared/simulation/readout.ts';
import { type FolderUse, openResults } from '../store/resultsStore.ts';
import { type ResultFiles, writeResults } from '../store/writeResults.ts';
import { bestOf, describeCell } from './describeCell.ts';
import type { RawSettings } from './flags.ts';
import { catchInterrupt, interruptedExitCode } from './interrupt.ts';
import type { Output } from './output.ts';
import { createProgressBar } from './progressBar.ts';
import { provenance, version, withEngine } from './session.ts';
import { completeSettings, parseAxes, parseDataRequest, parseWorkers } from './settings.ts';

export interface SweepOptions {
  readonly raw: RawSettings;
  readonly use: FolderUse;
  readonly asJson: boolean;
}

/** `sweep MODEL --data DATA --out DIR`: a grid of settings. Gives the exit code: 130 after Ctrl-C, with what is finished written. */
export async function sweep(model: string, { raw, use, asJson }: SweepOptions, output: Output): Promise<number> {
  const request = parseDataRequest(raw);
  const axes = parseAxes(raw, 'sweep');
  const workers = parseWorkers(raw);
  if (raw.out === undefined) {
    const needed = 'name the folder for the results';
    throw new WorkbenchError({ area: 'setting', kind: 'missingSetting', setting: '--out', needed });
  }
  const folder = raw.out.text;
  const { signal, release } = catchInterrupt();
  const bar = createProgressBar(process.stderr);
  try {
    const { record, finished, total } = await withEngine(workers, async (engine) => {
      const files = await engine.open(model, request);
      const settings = completeSettings(axes, files);
      const store = await openResults(folder, settings, use, version);
      for (const note of store.notes) output.say(note);
      try {
        const watch = { signal, onProgress: bar.update };
        return await engine.sweep({ settings, files, store, provenance }, watch);
      } finally {
        await store.close();
      }
    });
    bar.clear();
    const written = await writeResults(folder, record);
    output.print(asJson ? JSON.stringify(summarise(record, written, finished === total)) : describe(record, written));
    if (finished === total) return 0;
    output.say(new WorkbenchError({ area: 'run', kind: 'cancelled', finished, total }).message);
    return interruptedExitCode;
  } finally {
    bar.clear();
    release();
  }
}

function describe(record: RunRecord, { csv, json, figure }: ResultFiles): string {
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
function summarise(record: RunRecord, files: ResultFiles, isComplete: boolean) {
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
