import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { RunState, RunSummary } from '../../shared/api/runViews.ts';
import { decodeRunRecord, encodeRunRecord } from '../../shared/export/runJson.ts';
import { parseFileJson } from '../../shared/fileJson.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { bestCellSchema } from './bestCellSchema.ts';
import { codeOf, fileProblem, writeFileAtomically, writeProblem } from './files.ts';
import { largestRecord, readDocument } from './readDocument.ts';

/** What about.json in a run's folder says: name, state and the figures of a list of runs. Version 1. */
const aboutSchema = z.object({
  schema: z.literal(1),
  name: z.string(),
  started: z.string(),
  state: z.enum(['running', 'paused', 'cut', 'cancelled', 'failed', 'finished']),
  cells: z.int(),
  finishedCells: z.int(),
  samples: z.int(),
  varied: z.string(),
  best: bestCellSchema.nullable(),
  /** Why it failed, in words. */
  reason: z.string().nullable(),
  /** What simulated it, in the words of a record. */
  engine: z.string().exactOptional(),
  /** What happened on the way, in sentences. */
  notes: z.array(z.string()).exactOptional(),
});

export type RunAbout = Omit<z.infer<typeof aboutSchema>, 'schema'>;

/** Makes the folder of a new run, named for the time in UTC so that folders sort; returns its id. */
export async function createRunFolder(runsFolder: string, now: Date): Promise<string> {
  await mkdir(runsFolder, { recursive: true }).catch((error: unknown) => {
    throw writeProblem(runsFolder, error);
  });
  const time = now.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
  for (let number = 1; ; number++) {
    const id = number === 1 ? time : `${time}-${number}`;
    try {
      await mkdir(join(runsFolder, id));
      return id;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw writeProblem(join(runsFolder, id), error);
    }
  }
}

export async function writeAbout(folder: string, about: RunAbout): Promise<void> {
  await writeFileAtomically(join(folder, 'about.json'), `${JSON.stringify({ schema: 1, ...about }, null, 2)}\n`);
}

/** The runs of a project, latest first. Folders that are no runs are left out. */
export async function listRuns(runsFolder: string): Promise<readonly RunSummary[]> {
  const names = await readdir(runsFolder).catch(() => []);
  const runs = await Promise.all(
    names
      .filter((name) => !name.startsWith('.'))
      .map(async (id) => {
        const about = await readAbout(join(runsFolder, id));
        return about === null ? [] : [summaryOf(id, about)];
      }),
  );
  return runs.flat().toSorted((a, b) => (a.started < b.started ? 1 : -1));
}

export function summaryOf(id: string, { reason, ...about }: RunAbout): RunSummary {
  return { id, ...about, reason };
}

/** Null where there is no about.json, or one that cannot be read. */
export async function readAbout(folder: string): Promise<RunAbout | null> {
  try {
    return aboutSchema.parse(parseFileJson(await readDocument(join(folder, 'about.json'))));
  } catch {
    return null;
  }
}

/** A run that says it is running while no process works on it was cut. */
export function stateAtRest(state: RunState): RunState {
  return state === 'running' ? 'cut' : state;
}

/** The record of a run as last written: without tallies until its end. Throws the Problems noSuchRun and notARecord. */
export async function readRecord(folder: string, run: string): Promise<RunRecord> {
  const path = join(folder, 'run.json');
  const text = await readDocument(path, largestRecord).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') throw new WorkbenchError({ area: 'project', kind: 'noSuchRun', run });
    throw fileProblem(path, error);
  });
  return decodeRunRecord(text, path);
}

export async function writeRecord(folder: string, record: RunRecord): Promise<void> {
  await writeFileAtomically(join(folder, 'run.json'), encodeRunRecord(record));
}

/** Moves a run into the project's trash, from which it can be restored. */
export async function trashRun(runsFolder: string, run: string): Promise<void> {
  const trash = join(runsFolder, '.trash');
  await mkdir(trash, { recursive: true });
  await moveRun(join(runsFolder, run), join(trash, run), run);
}

export async function restoreRun(runsFolder: string, run: string): Promise<void> {
  await moveRun(join(runsFolder, '.trash', run), join(runsFolder, run), run);
}

async function moveRun(from: string, to: string, run: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') throw new WorkbenchError({ area: 'project', kind: 'noSuchRun', run });
    throw fileProblem(from, error);
  });
}
