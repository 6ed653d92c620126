import { join } from 'node:path';
import { trimTally } from '../../shared/metrics/growTally.ts';
import type { Tally } from '../../shared/metrics/tally.ts';
import { mergeTallies } from '../../shared/metrics/mergeTallies.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import { readFinished } from '../store/resultsStore.ts';
import { readRecord } from '../store/runFolder.ts';
import type { Session } from './session.ts';

/** The records of runs in full, as they are on the disk. */
export interface RunRecords {
  read(run: string): Promise<RunRecord>;
  /** The whole tally of a finished cell. Throws the Problem noSuchRun where there is no such cell, or it is not finished. */
  tallyOf(run: string, cell: number): Promise<Tally>;
}

export function createRunRecords(session: Session): RunRecords {
  const folderOf = (run: string): string => join(session.requireProject().runsFolder, run);
  return {
    read: (run) => readRecord(folderOf(run), run),
    async tallyOf(run, index) {
      const record = await readRecord(folderOf(run), run);
      const cell = record.cells[index];
      const tally = cell?.tally ?? (cell && (await tallyFromJournal(folderOf(run), record, cell.simulation)));
      if (tally === null || tally === undefined) {
        throw new WorkbenchError({ area: 'project', kind: 'noSuchRun', run: `${run}, cell ${index}` });
      }
      return tally;
    },
  };
}

/** The record without the lists by sample in its tallies: what a window needs for curves and tables. */
export function trimRecord(record: RunRecord): RunRecord {
  return { ...record, cells: record.cells.map((cell) => ({ ...cell, tally: cell.tally && trimTally(cell.tally) })) };
}

/** Of a run that is not at its end the record has no tallies yet. */
async function tallyFromJournal(folder: string, { settings }: RunRecord, simulation: number): Promise<Tally | null> {
  const { id } = planSweep(settings).simulations[simulation]!;
  const parts = (await readFinished(folder)).filter((part) => part.simulation === id).map(({ tally }) => tally);
  const samples = parts.reduce((sum, { count }) => sum + count, 0);
  return samples === settings.data.count ? mergeTallies(parts) : null;
}
