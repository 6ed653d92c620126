import { statSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { projectFileName } from '../store/projectFile.ts';
import { isProjectFile } from '../store/projectFolder.ts';

/**
 * The folder of the project among the arguments of a command line, or of a file that the system hands over: a folder, its project.json, or its
 * .spikebench file. Null where there is none. Flags are left to Electron.
 */
export function projectInArguments(args: readonly string[], workingFolder: string): string | null {
  const flag = args.indexOf('--project');
  const named = flag === -1 ? undefined : args[flag + 1];
  const candidates = named === undefined ? args.filter((arg) => !arg.startsWith('-')) : [named];
  for (const candidate of candidates) {
    const folder = projectFolderOf(isAbsolute(candidate) ? candidate : resolve(workingFolder, candidate));
    if (folder !== null) return folder;
  }
  return null;
}

/** The project's folder of a path; null where it is none. */
export function projectFolderOf(path: string): string | null {
  if (isProjectFile(path)) return dirname(path);
  try {
    return statSync(resolve(path, projectFileName)).isFile() ? path : null;
  } catch {
    return null;
  }
}
