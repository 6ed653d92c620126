import { readFile, stat } from 'node:fs/promises';
import { WorkbenchError } from '../../shared/problems/problems.ts';

/** Bytes of the largest document that is read whole: a project with two hundred presets has 0.3 MB. */
const largest = 2 ** 26;
/** Bytes of the largest record of a run: no text of V8 is longer. */
export const largestRecord = 2 ** 29 - 2 ** 10;

/**
 * The text of a document such as project.json. Errors of the file system pass, for those who know what a missing file means; a pipe, a
 * device or a file of gigabytes under such a name is the Problem fileUnreadable.
 */
export async function readDocument(path: string, most = largest): Promise<string> {
  const stats = await stat(path);
  if (stats.isDirectory()) throw new WorkbenchError({ area: 'file', kind: 'notAFile', path });
  if (!stats.isFile()) throw unreadable(path, 'it is a pipe or a device, not a file');
  if (stats.size > most) throw unreadable(path, `it is larger than ${most / 2 ** 20} MB`);
  return readFile(path, 'utf8');
}

function unreadable(path: string, reason: string): WorkbenchError {
  return new WorkbenchError({ area: 'file', kind: 'fileUnreadable', path, reason });
}
