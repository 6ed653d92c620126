import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { decodeRunRecord } from '../../shared/export/runJson.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { filterRecord } from '../../shared/results/restrictRecord.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { readoutName } from '../../shared/simulation/readout.ts';
import { fileProblem } from '../store/files.ts';
import { projectFileName } from '../store/projectFile.ts';
import { listRuns, readRecord } from '../store/runFolder.ts';
import { wrongValue } from './values.ts';

/** Which part of which run a command is about. */
export interface RunChoice {
  /** Folder of a project or of results, or a run.json. */
  readonly folder: string;
  /** Id or name of a run of a project; null: the latest one that is finished. */
  readonly run: string | null;
  /** As in the window's filter; null: all cells. */
  readonly cells: string | null;
  /** Names with commas between them; null: all. */
  readonly readouts: string | null;
}

/** The record of the run with the cells and readouts asked for. Throws file, project and run Problems, and wrongValue. */
export async function readRun({ folder, run, cells, readouts }: RunChoice): Promise<RunRecord> {
  const record = await find(folder, run);
  const known = record.settings.readouts.map(readoutName);
  const names = readouts === null ? null : readouts.split(',').map((name) => name.trim());
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown !== undefined) throw wrongValue('--readout', unknown, `one of ${known.join(', ')}`);
  const kept = cells === null && names === null ? record : filterRecord(record, cells ?? '', names);
  if ('wanted' in kept) throw wrongValue('--cells', cells ?? '', kept.wanted);
  if (!kept.cells.some(({ tally }) => tally !== null)) {
    throw wrongValue('--cells', cells ?? '', 'words or comparisons that a finished cell fits');
  }
  return kept;
}

async function find(folder: string, run: string | null): Promise<RunRecord> {
  if (basename(folder) === 'run.json') return readRecordFile(folder);
  const base = basename(folder) === projectFileName ? dirname(folder) : folder;
  if (await isThere(join(base, projectFileName))) return readProjectRun(base, run);
  if (run !== null) throw wrongValue('--run', run, 'the folder of a project, with its project.json');
  return readRecordFile(join(base, 'run.json'));
}

async function readProjectRun(project: string, wanted: string | null): Promise<RunRecord> {
  const runsFolder = join(project, 'runs');
  const runs = (await listRuns(runsFolder)).filter(({ state }) => state === 'finished');
  const found = wanted === null ? runs[0] : runs.find(({ id, name }) => id === wanted || name === wanted);
  if (found === undefined && wanted !== null) {
    throw wrongValue(
      '--run',
      wanted,
      `one of ${runs.map(({ id, name }) => `${id} (${name})`).join(', ') || 'no run: none is finished'}`,
    );
  }
  if (found === undefined)
    throw new WorkbenchError({ area: 'project', kind: 'noSuchRun', run: 'the latest finished run' });
  return readRecord(join(runsFolder, found.id), found.id);
}

async function readRecordFile(path: string): Promise<RunRecord> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileProblem(path, error);
  });
  return decodeRunRecord(text, path);
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
