import { cp, mkdir, stat } from 'node:fs/promises';
import { basename, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { ProjectFile } from '../../shared/api/appViews.ts';
import { hashSources } from '../engine/tasks/hashSource.ts';
import { openDatasetFiles } from './datasetFiles.ts';
import { fileProblem, openByteSource } from './files.ts';
import type { StoredReference } from './projectFile.ts';
import type { ProjectFileKind } from '../../shared/problems/projectProblems.ts';

/** Names a file by path and content, for project.json. Throws file and dataset Problems. */
export async function makeReference(folder: string, what: ProjectFileKind, path: string): Promise<StoredReference> {
  const absolute = resolve(folder, path);
  return { path: storedPath(folder, absolute), sha256: await hashFile(what, absolute), ...(await factsOf(absolute)) };
}

/** Copies a file (or a data set's folder) into the project, under `files/`, beside what is there; returns the path of the copy. */
export async function copyIntoProject(folder: string, path: string): Promise<string> {
  const target = join(folder, 'files');
  try {
    await mkdir(target, { recursive: true });
    const copy = await freeName(target, basename(path));
    await cp(path, copy, { recursive: true, errorOnExist: true, force: false });
    return copy;
  } catch (error) {
    throw fileProblem(path, error);
  }
}

/** What the file is now: there, gone, or another. Looks at the content only where size or time differ. */
export async function inspectReference(
  folder: string,
  what: ProjectFileKind,
  reference: StoredReference,
): Promise<ProjectFile> {
  const absolutePath = absolutePathOf(folder, reference);
  const { path, sha256, bytes } = reference;
  const file = { path, absolutePath, name: basename(absolutePath), sha256, bytes };
  if (isNetworkPath(absolutePath, process.platform)) return { ...file, state: 'missing' };
  try {
    const facts = await factsOf(absolutePath);
    const looksSame = facts.bytes === bytes && facts.modified === reference.modified && bytes > 0;
    const isSame = looksSame || (await hashFile(what, absolutePath)) === sha256;
    return { ...file, state: isSame ? 'present' : 'changed' };
  } catch {
    return { ...file, state: 'missing' };
  }
}

/**
 * Whether looking at a path would call another machine: `\\\\server\\share` on Windows, which hands over the user's name and password hash.
 * A project from elsewhere must not do that; who has a share under a drive letter is not touched.
 */
export function isNetworkPath(path: string, platform: NodeJS.Platform): boolean {
  return platform === 'win32' && /^[\\/]{2}/.test(path);
}

export function absolutePathOf(folder: string, { path }: StoredReference): string {
  return resolve(folder, path);
}

/** Relative with forward slashes inside the project, so that the folder can be moved, also to another system; absolute outside. */
function storedPath(folder: string, absolute: string): string {
  const path = relative(folder, absolute);
  const isInside = path !== '' && !path.startsWith('..') && !isAbsolute(path);
  return isInside ? path.split(sep).join('/') : absolute;
}

async function factsOf(path: string): Promise<{ bytes: number; modified: number }> {
  const stats = await stat(path).catch((error: unknown) => {
    throw fileProblem(path, error);
  });
  return { bytes: stats.isDirectory() ? 0 : stats.size, modified: Math.round(stats.mtimeMs) };
}

async function hashFile(what: ProjectFileKind, path: string): Promise<string> {
  return hashSources(what === 'model' ? [await openByteSource(path)] : (await openDatasetFiles(path)).sources);
}

/** The name itself, or with a number before its ending where it is taken. */
async function freeName(folder: string, name: string): Promise<string> {
  const ending = extname(name);
  const stem = name.slice(0, name.length - ending.length);
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? name : `${stem}-${number}${ending}`);
    const isTaken = await stat(path).then(
      () => true,
      () => false,
    );
    if (!isTaken) return path;
  }
}
