import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Tally } from '../../shared/metrics/tally.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { sweepSettingsSchema, tallySchema } from '../../shared/results/runRecordSchema.ts';
import { describeDifference } from '../../shared/sweep/describeDifference.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import { codeOf, fileProblem, writeFileAtomically, writeProblem } from './files.ts';
import { describeHolder, type FolderLock, lockFileName, lockFolder } from './folderLock.ts';
import { openJournal, readJournal } from './journal.ts';
import { keepOlder } from './olderFiles.ts';

/** The folder of one sweep while it runs: what was asked for (plan.json) and what is finished so far (journal.jsonl). */
export interface ResultsStore {
  readonly folder: string;
  /** What was finished before the sweep was taken up again, without repeats. */
  readonly finished: readonly PartialResult[];
  /** What people should know about the state in which the folder was found. */
  readonly notes: readonly string[];
  /** Resolves when the results are on the disk: from then on they are finished. */
  append(results: readonly PartialResult[]): Promise<void>;
  close(): Promise<void>;
}

/** What one simulation counted over one shard. */
export interface PartialResult {
  /** Id of the simulation. */
  readonly simulation: string;
  readonly tally: Tally;
  /** What counted it, where that is not the engine of the workers: `webgpu (NAME)`. */
  readonly engine?: string;
}

/** What to do with a folder that holds results: leave them and stop, go on with them, or start anew. */
export type FolderUse = 'new' | 'resume' | 'replace';

const partialResult = z.object({ simulation: z.string(), tally: tallySchema, engine: z.string().exactOptional() });
/** Version of plan.json and of the records in the journal. Those of version 1 lack what each sample went through; their counts stay good. */
const planVersion = 2;
const plan = z.object({
  schema: z.int().min(1).max(planVersion),
  spikebench: z.string(),
  settings: sweepSettingsSchema,
});
type StoredPlan = z.infer<typeof plan>;
/** The file that says what the sweep in a folder is. */
export const planFileName = 'plan.json';
/** Everything that a sweep writes into its folder; the plan last, since it says whose the others are. */
const ownFiles = ['results.csv', 'columns.json', 'run.json', 'accuracy-against-time.svg', 'journal.jsonl', 'plan.json'];

/**
 * Opens the folder of a sweep, making it where there is none, and holds it until it is closed. `version` is that of Spikebench: results of
 * two versions are not mixed. Throws the Problems folderInUse, resultsExist, differentSweep, newerResults, diskFull, notWritable, fileUnreadable.
 */
export async function openResults(
  folder: string,
  settings: SweepSettings,
  use: FolderUse,
  version: string,
): Promise<ResultsStore> {
  await makeFolder(folder);
  const lock = await takeFolder(folder);
  try {
    return await openHeld(folder, settings, use, version, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openHeld(
  folder: string,
  settings: SweepSettings,
  use: FolderUse,
  version: string,
  lock: FolderLock,
): Promise<ResultsStore> {
  const isUsed = await holdsResults(folder);
  if (use === 'new' && isUsed) throw new WorkbenchError({ area: 'run', kind: 'resultsExist', folder });
  if (use === 'replace' || !isUsed) await removeResults(folder);
  const planPath = join(folder, 'plan.json');
  const found = await readPlan(planPath);
  const difference = await differenceFrom(planPath, found, settings, version);
  if (difference !== null) throw new WorkbenchError({ area: 'run', kind: 'differentSweep', folder, difference });
  const older = found !== null && found !== 'damaged' && found.schema < planVersion ? found.schema : null;
  if (older !== null) {
    for (const name of ['plan.json', 'journal.jsonl', 'run.json']) await keepOlder(join(folder, name), older);
  }

  const planText = JSON.stringify({ schema: planVersion, spikebench: version, settings }, null, 2);
  await writeFileAtomically(planPath, `${planText}\n`);
  const { journal, content } = await openJournal(join(folder, 'journal.jsonl'));
  const finished = withoutRepeats(resultsIn(content.records));
  const unknown = content.records.length - resultsIn(content.records).length;
  return {
    folder,
    finished,
    notes: [
      ...(content.droppedLines > 0 ? [describeDropped(content.droppedLines)] : []),
      ...(unknown > 0 ? [describeUnknown(unknown)] : []),
      ...(older !== null && finished.length > 0 ? [describeOlder(older)] : []),
    ],
    append: (results) => journal.append(results),
    async close() {
      await journal.close();
      await lock.release();
    },
  };
}

/** What is finished in a folder, without opening it for writing: another process may be adding to it. */
export async function readFinished(folder: string): Promise<readonly PartialResult[]> {
  const records = await readJournal(join(folder, 'journal.jsonl'));
  return withoutRepeats(resultsIn(records));
}

/** The records that are results; a record of another make is left out. */
function resultsIn(records: readonly unknown[]): readonly PartialResult[] {
  return records.flatMap((record) => {
    const { data } = partialResult.safeParse(record);
    return data === undefined ? [] : [data];
  });
}

/** The settings of the sweep in a folder. Throws the Problems fileMissing, fileUnreadable and notARecord. */
export async function readSettings(folder: string): Promise<SweepSettings> {
  const path = join(folder, 'plan.json');
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileProblem(path, error);
  });
  const { data, error } = plan.safeParse(parseJson(text));
  if (error === undefined) return data.settings;
  const reason = error.issues[0]?.message ?? 'it has another layout';
  throw new WorkbenchError({ area: 'run', kind: 'notARecord', file: path, reason });
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw writeProblem(folder, error);
    const reason = 'it is a file, not a folder';
    throw new WorkbenchError({ area: 'file', kind: 'notWritable', path: folder, reason });
  }
}

/** Takes the folder for this process. Throws the Problems folderInUse, diskFull and notWritable. */
async function takeFolder(folder: string): Promise<FolderLock> {
  const lock = await lockFolder(folder);
  if (lock.heldBy === null) return lock;
  if (lock.heldBy.kind === 'nobody') throw writeProblem(folder, lock.heldBy.error);
  const reason = describeHolder(lock.heldBy);
  throw new WorkbenchError({ area: 'run', kind: 'folderInUse', folder, reason, lock: join(folder, lockFileName) });
}

/** A plan of which nothing is finished is no result: the sweep may have been refused right after it. */
async function holdsResults(folder: string): Promise<boolean> {
  const outputs = ownFiles.filter((name) => name !== 'plan.json' && name !== 'journal.jsonl');
  const present = await Promise.all(outputs.map((name) => exists(join(folder, name))));
  const journal = await stat(join(folder, 'journal.jsonl')).catch(() => null);
  return present.includes(true) || (journal !== null && journal.size > 0);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function removeResults(folder: string): Promise<void> {
  for (const name of ownFiles) await rm(join(folder, name), { force: true });
}

/** What a plan.json says; null where there is none. Throws the Problem newerResults. */
async function readPlan(path: string): Promise<StoredPlan | 'damaged' | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw fileProblem(path, error);
  });
  if (text === null) return null;
  const value = parseJson(text);
  const { data: head } = z.object({ schema: z.int() }).safeParse(value);
  if (head !== undefined && head.schema > planVersion) {
    throw new WorkbenchError({ area: 'run', kind: 'newerResults', folder: dirname(path), version: head.schema });
  }
  return plan.safeParse(value).data ?? 'damaged';
}

/** How the plan in the folder differs from what is asked now, in words; null where it does not, or where there is none. */
async function differenceFrom(
  path: string,
  found: StoredPlan | 'damaged' | null,
  settings: SweepSettings,
  version: string,
): Promise<string | null> {
  if (found === null) return (await exists(join(dirname(path), 'journal.jsonl'))) ? 'its plan.json is gone' : null;
  if (found === 'damaged') return 'its plan.json is damaged';
  if (found.spikebench !== version) return `made by Spikebench ${found.spikebench}, this is ${version}`;
  return describeDifference(found.settings, settings);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** A shard whose records were written in part is simulated again, and then some of its records stand twice. */
function withoutRepeats(results: readonly PartialResult[]): readonly PartialResult[] {
  const byShard = new Map(results.map((result) => [`${result.simulation} ${result.tally.from}`, result]));
  return [...byShard.values()];
}

function describeUnknown(records: number): string {
  return `${records === 1 ? 'A record' : `${records} records`} of another make will be simulated again.`;
}

function describeOlder(version: number): string {
  return `What is finished was written by an older Spikebench (layout ${version}) and lacks what each sample went through; its files are kept beside the new ones.`;
}

function describeDropped(lines: number): string {
  return `The last ${lines === 1 ? 'record was' : `${lines} records were`} not written whole, and will be simulated again.`;
}
