import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ByteSource } from '../../shared/bytes/byteSource.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';

/** A file as a byte source. Throws the Problems fileMissing, notAFile, fileUnreadable. */
export async function openByteSource(path: string): Promise<ByteSource> {
  const { size } = await statFile(path);
  return {
    name: basename(path),
    byteLength: size,
    async slice(start, end) {
      const handle = await open(path, 'r').catch((error: unknown) => {
        throw fileProblem(path, error);
      });
      try {
        const bytes = new Uint8Array(end - start);
        let filled = 0;
        while (filled < bytes.length) {
          const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
          if (bytesRead === 0) throw unreadable(path, `it ends after ${start + filled} bytes`);
          filled += bytesRead;
        }
        return bytes;
      } finally {
        await handle.close();
      }
    },
  };
}

async function statFile(path: string): Promise<{ readonly size: number }> {
  const stats = await stat(path).catch((error: unknown) => {
    throw fileProblem(path, error);
  });
  if (stats.isDirectory()) throw new WorkbenchError({ area: 'file', kind: 'notAFile', path });
  // Opening a pipe waits for somebody to write, which may be for ever.
  if (!stats.isFile()) throw unreadable(path, 'it is a pipe or a device, not a file');
  return stats;
}

/** Writes a whole file so that a reader finds either the old content or the new, even if the machine stops in between. */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  try {
    const handle = await open(draft, 'w');
    try {
      await handle.writeFile(content);
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

/** Removes what processes that were killed have left beside files of a folder that is held now. */
export async function removeDrafts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => /\.\d+\.(draft|stale|probe)$/.test(name));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true }).catch(() => {})));
}

/** Puts the names in a folder on the disk: a file that was renamed has its new name after a power cut too. Windows needs no such thing. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some file systems of networks know no such thing.
    if (codeOf(error) !== 'EINVAL' && codeOf(error) !== 'ENOTSUP') throw error;
  } finally {
    await handle.close();
  }
}

/** Turns an error of the file system into the Problem that names the path. */
export function fileProblem(path: string, error: unknown): WorkbenchError {
  if (error instanceof WorkbenchError) return error;
  if (codeOf(error) === 'ENOENT') return new WorkbenchError({ area: 'file', kind: 'fileMissing', path });
  return unreadable(path, reasonOf(error));
}

/** Turns an error of writing into the Problem that names the path. */
export function writeProblem(path: string, error: unknown): WorkbenchError {
  if (error instanceof WorkbenchError) return error;
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const reason = code === 'ENOSPC' ? 'full' : 'quota';
    return new WorkbenchError({ area: 'file', kind: 'diskFull', path, reason });
  }
  return new WorkbenchError({ area: 'file', kind: 'notWritable', path, reason: reasonOf(error) });
}

function unreadable(path: string, reason: string): WorkbenchError {
  return new WorkbenchError({ area: 'file', kind: 'fileUnreadable', path, reason });
}

export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** The words for the usual error codes; the code itself for the rest. */
export function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EROFS':
      return 'the disk is read-only';
    case 'ENOTDIR':
      return 'a part of its path is not a folder';
    case 'EISDIR':
      return 'it is a folder';
    case null:
      return error instanceof Error ? error.message : String(error);
    default:
      return String(codeOf(error));
  }
}
