import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf } from './files.ts';

/** The right to change a project, held by one process. */
export interface ProjectLock {
  /** Null where this process holds it; else who does, in words. */
  readonly heldBy: string | null;
  release(): Promise<void>;
}

const holderSchema = z.object({ pid: z.int(), host: z.string() });

/** Locks that this process holds: tells them from those of a crashed process that had its number. */
const heldHere = new Set<string>();

/** Takes the lock of a project, also from a process that has ended. A folder that cannot be written is as good as held. */
export async function lockProject(folder: string): Promise<ProjectLock> {
  const path = join(folder, '.lock');
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(path, 'wx');
      await handle.writeFile(JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() }));
      await handle.close();
      heldHere.add(path);
      return {
        heldBy: null,
        async release() {
          heldHere.delete(path);
          await rm(path, { force: true });
        },
      };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return held('a folder that cannot be written');
    }
    const holder = holderSchema.safeParse(await readJson(path));
    if (holder.success && isAlive(path, holder.data)) {
      const { pid, host } = holder.data;
      return held(host === hostname() ? `another window (process ${pid})` : `another window on "${host}"`);
    }
    await rm(path, { force: true });
  }
  return held('another window');
}

function held(by: string): ProjectLock {
  return { heldBy: by, release: async () => {} };
}

/** Of another machine nothing is known, so it counts as alive. */
function isAlive(path: string, { pid, host }: z.infer<typeof holderSchema>): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return heldHere.has(path);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch {
    return null;
  }
}
