import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { assertNever } from '../../shared/assertNever.ts';
import type { FolderEntry, FolderListing } from '../../shared/api/appViews.ts';
import { fileProblem } from '../store/files.ts';
import { looksLikeImageFolder } from '../store/imageFolder.ts';
import { projectFileName } from '../store/projectFile.ts';
import type { AllowedFolders } from './allowedFolders.ts';
import type { ChoosePurpose } from './host.ts';

const mostEntries = 2000;

/** A folder as the picker shows it. Throws outsideAllowedFolders and fileUnreadable. */
export async function listFolder(
  allowed: AllowedFolders,
  wanted: string | null,
  purpose: ChoosePurpose,
): Promise<FolderListing> {
  const folder = await allowed.check(wanted ?? allowed.folders[0] ?? '/');
  const names = (await readNames(folder)).filter((name) => !name.startsWith('.'));
  const found = await Promise.all(
    names.slice(0, mostEntries).map((name) => describeEntry(allowed, folder, name, purpose)),
  );
  const parent = dirname(folder);
  const isTop = parent === folder || !(await isAllowed(allowed, parent));
  return {
    folder,
    parent: isTop ? null : parent,
    places: allowed.folders.map((path) => ({ name: basename(path) || path, path })),
    entries: found
      .filter((entry) => entry !== null)
      .toSorted((a, b) => (a.kind === b.kind ? a.name.localeCompare(b.name) : a.kind === 'folder' ? -1 : 1)),
    isCut: names.length > mostEntries,
  };
}

async function readNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw fileProblem(folder, error);
  }
}

/** Null for what is neither file nor folder, cannot be looked at, or leads out of the allowed folders. */
async function describeEntry(
  allowed: AllowedFolders,
  folder: string,
  name: string,
  purpose: ChoosePurpose,
): Promise<FolderEntry | null> {
  const path = join(folder, name);
  try {
    await allowed.check(path);
    const stats = await stat(path);
    if (!stats.isDirectory() && !stats.isFile()) return null;
    const kind = stats.isDirectory() ? 'folder' : 'file';
    const modified = stats.mtime.toISOString();
    return { name, path, kind, bytes: stats.size, modified, fits: await fits(path, name, kind, purpose) };
  } catch {
    return null;
  }
}

async function fits(path: string, name: string, kind: FolderEntry['kind'], purpose: ChoosePurpose): Promise<boolean> {
  switch (purpose) {
    case 'model':
      return kind === 'file' && /\.(keras|h5|hdf5)$/i.test(name);
    case 'data':
      if (kind === 'folder') return looksLikeImageFolder(path);
      return /\.(npz|csv)$/i.test(name) || /-idx\d-ubyte(\.gz)?$|\.idx\d?(\.gz)?$/i.test(name);
    case 'dataFolder':
      return kind === 'folder' && (await looksLikeImageFolder(path));
    case 'folder':
      return kind === 'folder';
    case 'project':
      return kind === 'folder' && (await isProject(path));
    case 'architecture':
      return kind === 'file' && /\.json$/i.test(name);
    default:
      return assertNever(purpose);
  }
}

async function isProject(folder: string): Promise<boolean> {
  return stat(join(folder, projectFileName)).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

function isAllowed(allowed: AllowedFolders, path: string): Promise<boolean> {
  return allowed.check(path).then(
    () => true,
    () => false,
  );
}
