import { summaryTable } from '../../shared/export/summaryTable.ts';
import { stepsOf } from '../../shared/units.ts';
import type { Standstill, Watch } from '../../shared/api/engineViews.ts';
import { describeProblem, WorkbenchError } from '../../shared/problems/problems.ts';
import { describeFailedCells } from '../../shared/results/failedCells.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { encodingName } from '../../shared/simulation/encodingName.ts';
import { readoutName } from '../../shared/simulation/readout.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import { type FolderUse, openResults } from '../store/resultsStore.ts';
import { whenThereIsRoom } from '../store/roomOnDisk.ts';
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

/**
 * `sweep MODEL --data DATA --out DIR`: a grid of settings. Gives the exit code: 1 where cells failed, 130 after Ctrl-C (143 after
 * SIGTERM), each with what is finished written.
 */
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
  const say = (line: string): void => {
    bar.clear();
    output.say(line);
  };
  const onStandstill = (standstill: Standstill | null): void =>
    say(standstill === null ? 'There is room again; the sweep goes on.' : describeStandstill(standstill));
  try {
    const { record, finished, total, written } = await withEngine(workers, async (engine) => {
      const opened = await engine.open(model, request);
      const settings = completeSettings(axes, opened);
      const store = await openResults(folder, settings, use, version);
      for (const note of store.notes) output.say(note);
      try {
        const { cells } = planSweep(settings);
        const watch: Watch = {
          signal,
          onProgress: bar.update,
          onStandstill,
          onFailure: (failed) => say(`${describeFailedCells(failed, settings, cells)} The others go on.`),
        };
        const outcome = await engine.sweep({ settings, files: opened, store, provenance }, watch);
        // Written while the folder is still held.
        const files = await whenThereIsRoom(onStandstill, signal)(() => writeResults(folder, outcome.record));
        return { ...outcome, written: files };
      } finally {
        await store.close();
      }
    });
    bar.clear();
    output.print(asJson ? JSON.stringify(summarise(record, written, finished === total)) : describe(record, written));
    if (finished === total) return 0;
    if (!signal.aborted) {
      const failed = record.cells.filter(({ failure }) => failure !== null).length;
      output.say(`${failed} of ${record.cells.length} cells failed; --resume tries them again.`);
      return 1;
    }
    output.say(new WorkbenchError({ area: 'run', kind: 'cancelled', finished, total }).message);
    return interruptedExitCode();
  } catch (error) {
    bar.clear();
    if (!signal.aborted || !(error instanceof WorkbenchError) || error.problem.kind !== 'diskFull') throw error;
    output.say(`${error.message} What is finished is kept; the same command with --resume goes on.`);
    return interruptedExitCode();
  } finally {
    bar.clear();
    release();
  }
}

function describeStandstill({ problem }: Standstill): string {
  return `${describeProblem(problem)} The sweep waits and goes on by itself; Ctrl-C ends it, and nothing is lost.`;
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
