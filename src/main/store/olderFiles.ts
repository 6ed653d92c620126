import { constants } from 'node:fs';
import { copyFile, open, rename, rm, stat } from 'node:fs/promises';
import { parse, format } from 'node:path';
import { codeOf, writeProblem } from './files.ts';

/**
 * Keeps a file beside the one that takes its place: project.json of version 1 as project.version-1.json, a damaged one as project.damaged.json.
 * Does nothing where there is no file, or where such a copy is there already: the first one is the original. Throws the Problems diskFull and
 * notWritable, and then there is no copy.
 */
export async function keepOlder(path: string, version: number | 'damaged'): Promise<void> {
  const { dir, name, ext } = parse(path);
  const copy = format({ dir, name: `${name}.${version === 'damaged' ? version : `version-${version}`}`, ext });
  if (await exists(copy)) return;
  const draft = `${copy}.${process.pid}.draft`;
  try {
    await copyFile(path, draft, constants.COPYFILE_FICLONE);
    const handle = await open(draft, 'r+');
    await handle.sync().finally(() => handle.close());
    await rename(draft, copy);
  } catch (error) {
    await rm(draft, { force: true });
    if (codeOf(error) !== 'ENOENT') throw writeProblem(copy, error);
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
