import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Tally } from '../../shared/metrics/tally.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { sweepSettingsSchema, tallySchema } from '../../shared/results/runRecordSchema.ts';
import { describeDifference } from '../../shared/sweep/describeDifference.ts';
import type { SweepSettings } from '../../shared/sweep/plan.ts';
import { codeOf, fileProblem, reasonOf, writeFileAtomically } from './files.ts';
import { openJournal, readJournal } from './journal.ts';

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
}

/** What to do with a folder that holds results: leave them and stop, go on with them, or start anew. */
export type FolderUse = 'new' | 'resume' | 'replace';

const partialResult = z.object({ simulation: z.string(), tally: tallySchema });
const plan = z.object({ schema: z.literal(1), spikebench: z.string(), settings: sweepSettingsSchema });
/** Everything that a sweep writes into its folder. */
const ownFiles = ['plan.json', 'journal.jsonl', 'results.csv', 'run.json', 'accuracy-against-time.svg'];

/**
 * Opens the folder of a sweep, making it where there is none. `version` is that of Spikebench: results of two versions are not mixed.
 * Throws the Problems resultsExist, differentSweep, notWritable, fileUnreadable.
 */
export async function openResults(
  folder: string,
  settings: SweepSettings,
  use: FolderUse,
  version: string,
): Promise<ResultsStore> {
  await makeFolder(folder);
  const isUsed = await holdsResults(folder);
  if (use === 'new' && isUsed) throw new WorkbenchError({ area: 'run', kind: 'resultsExist', folder });
  if (use === 'replace' || !isUsed) await removeResults(folder);
  const planPath = join(folder, 'plan.json');
  const difference = await differenceFrom(planPath, settings, version);
  if (difference !== null) throw new WorkbenchError({ area: 'run', kind: 'differentSweep', folder, difference });

  await writeFileAtomically(planPath, `${JSON.stringify({ schema: 1, spikebench: version, settings }, null, 2)}\n`);
  const { journal, content } = await openJournal(join(folder, 'journal.jsonl'));
  return {
    folder,
    finished: withoutRepeats(content.records.map((record) => partialResult.parse(record))),
    notes: content.droppedLines > 0 ? [describeDropped(content.droppedLines)] : [],
    append: (results) => journal.append(results),
    close: () => journal.close(),
  };
}

/** What is finished in a folder, without opening it for writing: another process may be adding to it. */
export async function readFinished(folder: string): Promise<readonly PartialResult[]> {
  const records = await readJournal(join(folder, 'journal.jsonl'));
  return withoutRepeats(records.map((record) => partialResult.parse(record)));
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
    const reason = codeOf(error) === 'EEXIST' ? 'it is a file, not a folder' : reasonOf(error);
    throw new WorkbenchError({ area: 'file', kind: 'notWritable', path: folder, reason });
  }
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

/** How the plan in the folder differs from what is asked now, in words; null where it does not, or where there is none. */
async function differenceFrom(path: string, settings: SweepSettings, version: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw fileProblem(path, error);
  });
  if (text === null) return (await exists(join(dirname(path), 'journal.jsonl'))) ? 'its plan.json is gone' : null;
  const found = plan.safeParse(parseJson(text));
  if (!found.success) return 'its plan.json is not one of this version';
  if (found.data.spikebench !== version) return `made by Spikebench ${found.data.spikebench}, this is ${version}`;
  return describeDifference(found.data.settings, settings);
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

function describeDropped(lines: number): string {
  return `The last ${lines === 1 ? 'record was' : `${lines} records were`} not written whole, and will be simulated again.`;
}
