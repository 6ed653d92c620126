import type { Standstill, Watch } from '../../shared/api/engineViews.ts';
import { describeProblem, WorkbenchError } from '../../shared/problems/problems.ts';
import { describeFailedCells } from '../../shared/results/failedCells.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import { type FolderUse, openResults } from '../store/resultsStore.ts';
import { whenThereIsRoom } from '../store/roomOnDisk.ts';
import { writeResults } from '../store/writeResults.ts';
import { catchInterrupt, interruptedExitCode } from './interrupt.ts';
import type { Output } from './output.ts';
import { createProgressBar } from './progressBar.ts';
import { provenance, version, withEngine } from './session.ts';
import { parseWorkers } from './settings.ts';
import type { SweepSource } from './sweepSource.ts';
import { describeResults, summariseResults } from './sweepSummary.ts';

export interface SweepOptions {
  readonly use: FolderUse;
  readonly asJson: boolean;
}

/**
 * `sweep MODEL --data DATA --out DIR`: a grid of settings. Gives the exit code: 1 where cells failed, 130 after Ctrl-C (143 after
 * SIGTERM), each with what is finished written.
 */
export async function sweep(source: SweepSource, { use, asJson }: SweepOptions, output: Output): Promise<number> {
  const { raw } = source;
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
      const { files: opened, settings } = await source.open(engine);
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
    output.print(
      asJson ? JSON.stringify(summariseResults(record, written, finished === total)) : describeResults(record, written),
    );
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
