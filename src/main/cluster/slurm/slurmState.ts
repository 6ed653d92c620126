import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, fileProblem, writeFileAtomically } from '../../store/files.ts';
import { makeFolder } from '../makeFolder.ts';
import { slurmSettingsSchema } from './slurmSettings.ts';

/** Folder in the folder of a sweep for what belongs to the cluster. */
export const slurmFolder = 'slurm';

/** What was sent to the cluster: enough to pick a job up after the window was closed. Version 1. */
const stateSchema = z.object({
  schema: z.literal(1),
  shards: z.int().positive(),
  settings: slurmSettingsSchema,
  /** In the order in which they were sent; a shard is a task of the last job that has its number. */
  jobs: z.array(z.object({ id: z.string(), numbers: z.array(z.int().positive()), submitted: z.string() })),
  /** Written before a job is sent, by the name under which it can be found again; absent once its number is known. */
  sending: z.object({ name: z.string(), numbers: z.array(z.int().positive()), submitted: z.string() }).optional(),
});

export type SlurmState = z.infer<typeof stateSchema>;

/** Null where nothing was sent, or where the file is not one of this version. */
export async function readSlurmState(folder: string): Promise<SlurmState | null> {
  const path = join(folder, slurmFolder, 'state.json');
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw fileProblem(path, error);
  });
  if (text === null) return null;
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export async function writeSlurmState(folder: string, state: SlurmState): Promise<void> {
  await makeFolder(join(folder, slurmFolder));
  await writeFileAtomically(join(folder, slurmFolder, 'state.json'), `${JSON.stringify(state, null, 2)}\n`);
}
