import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { codeOf } from '../store/files.ts';

/** Which paths a request may name. */
export interface AllowedFolders {
  /** The folders themselves, resolved; empty where everything is allowed. */
  readonly folders: readonly string[];
  /** The path with every link resolved. Throws the Problem outsideAllowedFolders. */
  check(path: string): Promise<string>;
}

/** Confines paths to folders and what is in them, links resolved; null allows every absolute path. */
export async function createAllowedFolders(folders: readonly string[] | null): Promise<AllowedFolders> {
  const resolved = await Promise.all((folders ?? []).map(resolveLinks));
  return {
    folders: resolved,
    async check(path) {
      const isReadable = isAbsolute(path) && !path.includes('\0');
      const real = isReadable ? await resolveLinks(path) : path;
      if (isReadable && (folders === null || resolved.some((folder) => isWithin(folder, real)))) return real;
      throw new WorkbenchError({ area: 'project', kind: 'outsideAllowedFolders', path, folders: resolved });
    },
  };
}

/** Whether a resolved path is a resolved folder or inside it. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The real path; of what is not there yet, the real path of the nearest folder above it with the rest of the name. */
async function resolveLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    if ((codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') || parent === path) return resolve(path);
    return resolve(await resolveLinks(parent), path.slice(parent.length).replace(/^[\\/]+/, ''));
  }
}
