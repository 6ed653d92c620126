import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder, writeProblem } from './files.ts';

/** Characters that are gathered before they are written. */
const chunk = 1 << 16;

/**
 * Writes a file from pieces of text as they are made, whole or not at all: however many there are, only some thousand of them are in memory.
 * Throws the Problems notWritable and diskFull.
 */
export async function writeLinesAtomically(path: string, lines: Iterable<string>): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  try {
    const handle = await open(draft, 'w');
    try {
      let waiting = '';
      for (const line of lines) {
        waiting += line;
        if (waiting.length < chunk) continue;
        await handle.writeFile(waiting);
        waiting = '';
      }
      if (waiting !== '') await handle.writeFile(waiting);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(draft, { force: true });
    throw writeProblem(path, error);
  }
}
