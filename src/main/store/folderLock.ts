import { link, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { assertNever } from '../../shared/assertNever.ts';
import { codeOf, reasonOf, removeDrafts } from './files.ts';
import { describeThisProcess, isProcessAlive, type ProcessMark, processSchema } from './processLife.ts';

/** The right to change what is in a folder, held by one process. */
export interface FolderLock {
  /** Null where this process holds it; else who does. */
  readonly heldBy: LockHolder | null;
  release(): Promise<void>;
}

/** Who holds a folder. */
export type LockHolder =
  | { readonly kind: 'process'; readonly pid: number; readonly host: string; readonly isHere: boolean }
  /** Nobody, but nothing can be written there: why. */
  | { readonly kind: 'nobody'; readonly error: unknown }
  /** Several were after it at the same moment. */
  | { readonly kind: 'others' };

/** Name of the file that says who holds a folder. */
export const lockFileName = '.lock';

/** ms from one sign of life in a lock to the next, and without one before a process on another machine counts as gone. */
const signEvery = 60_000;
const goneAfter = 15 * 60_000;

/** Locks that this process holds: tells them from those of a crashed process that had its number. */
const heldHere = new Set<string>();

/**
 * Takes the lock of a folder, also from a process that has ended: on this machine one that is no longer there, on another one that has given
 * no sign of life for a quarter of an hour. A folder that cannot be written is as good as held.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, lockFileName);
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      await createWhole(path, JSON.stringify(describeThisProcess()));
      await removeDrafts(folder);
      return ours(path);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return held({ kind: 'nobody', error });
    }
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) continue; // it was released meanwhile
    const { data: holder } = processSchema.safeParse(parseJson(text));
    if (holder !== undefined && (await isAlive(path, holder))) {
      return held({ kind: 'process', pid: holder.pid, host: holder.host, isHere: holder.host === hostname() });
    }
    await removeStale(path, text);
  }
  return held({ kind: 'others' });
}

/** Who holds a folder, in words: `it is held by process 12 on the machine "lab-3"`. */
export function describeHolder(holder: LockHolder): string {
  switch (holder.kind) {
    case 'process':
      return `it is held by process ${holder.pid}${holder.isHere ? '' : ` on the machine "${holder.host}"`}`;
    case 'nobody':
      return `it cannot be written (${reasonOf(holder.error)})`;
    case 'others':
      return 'it is held by another process';
    default:
      return assertNever(holder);
  }
}

function ours(path: string): FolderLock {
  heldHere.add(path);
  const signs = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {}); // the folder may be gone; then there is nothing to hold
  }, signEvery).unref();
  return {
    heldBy: null,
    async release() {
      clearInterval(signs);
      if (heldHere.delete(path)) await rm(path, { force: true });
    },
  };
}

function held(by: LockHolder): FolderLock {
  return { heldBy: by, release: async () => {} };
}

/** Makes a file that nobody ever sees in part. Throws EEXIST where there is one. */
async function createWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  try {
    await writeNew(draft, text, 'w');
    await link(draft, path);
  } catch (error) {
    // Some file systems know no second name for a file.
    const code = codeOf(error);
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EMLINK') throw error;
    await writeNew(path, text, 'wx');
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeNew(path: string, text: string, flags: 'w' | 'wx'): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}

/** Removes the lock with this text and no other: somebody else may have taken it over meanwhile. */
async function removeStale(path: string, text: string): Promise<void> {
  const aside = `${path}.${process.pid}.stale`;
  try {
    await rename(path, aside);
    if ((await readFile(aside, 'utf8')) !== text) await link(aside, path);
  } catch {
    // Somebody else was faster, and the next attempt sees what is there now.
  } finally {
    await rm(aside, { force: true });
  }
}

async function isAlive(path: string, holder: ProcessMark): Promise<boolean> {
  if (holder.host !== hostname()) return !(await hasBeenSilent(path));
  return holder.pid === process.pid ? heldHere.has(path) : isProcessAlive(holder);
}

/** Whether the lock has got no sign of life for long, by the clock of the disk that it is on. */
async function hasBeenSilent(path: string): Promise<boolean> {
  const probe = `${path}.${process.pid}.probe`;
  try {
    await writeNew(probe, '', 'w');
    const [now, then] = await Promise.all([stat(probe), stat(path)]);
    return now.mtimeMs - then.mtimeMs > goneAfter;
  } catch {
    return false;
  } finally {
    await rm(probe, { force: true });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
