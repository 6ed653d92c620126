import { mkdir } from 'node:fs/promises';
import { writeProblem } from '../store/files.ts';

/** Makes a folder and those around it where there is none. Throws the Problems notWritable, diskFull. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw writeProblem(folder, error);
  });
}
