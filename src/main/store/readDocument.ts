import { readFile, stat } from 'node:fs/promises';
import { WorkbenchError } from '../../shared/problems/problems.ts';

/** Bytes of the largest document that is read whole: a project with two hundred presets has 0.3 MB. */
const largest = 2 ** 26;

/**
 * The text of a document such as project.json. Errors of the file system pass, for those who know what a missing file means; a pipe, a
 * device or a file of gigabytes under such a name is the Problem fileUnreadable.
 */
export async function readDocument(path: string): Promise<string> {
  const stats = await stat(path);
  if (stats.isDirectory()) throw new WorkbenchError({ area: 'file', kind: 'notAFile', path });
  if (!stats.isFile()) throw unreadable(path, 'it is a pipe or a device, not a file');
  if (stats.size > largest) throw unreadable(path, `it is larger than ${largest / 2 ** 20} MB`);
  return readFile(path, 'utf8');
}

function unreadable(path: string, reason: string): WorkbenchError {
  return new WorkbenchError({ area: 'file', kind: 'fileUnreadable', path, reason });
}
