import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import { codeOf, fileProblem } from '../../store/files.ts';

/** Characters of names on a cluster: nothing with which a line of the job script could end and another one begin. */
const word = z
  .string()
  .regex(/^[\w.,:@%+=/&|*()[\]-]{1,200}$/, 'letters, digits and . , : @ % + = / & | * ( ) [ ] - _');
const line = z
  .string()
  .max(4000)
  .regex(/^[^\r\n\0]*$/, 'one line');
const some = (most: number) => z.coerce.number().int().min(1).max(most);

/** How a sweep goes to a cluster. What is absent, Slurm decides. */
export const slurmSettingsSchema = z.strictObject({
  shards: some(100_000).optional(),
  partition: word.optional(),
  account: word.optional(),
  qos: word.optional(),
  constraint: word.optional(),
  time: z
    .string()
    .regex(/^(\d+-)?\d+(:\d+){0,2}$/, 'minutes, hours:minutes:seconds or days-hours:minutes:seconds')
    .optional(),
  memory: z
    .string()
    .regex(/^\d+[KMGT]?$/i, 'a number with K, M, G or T behind it')
    .optional(),
  cpus: some(1024).default(1),
  throttle: some(100_000).optional(),
  modules: z
    .union([z.array(word), z.string().transform((text) => text.split(/[\s,]+/).filter((name) => name !== ''))])
    .pipe(z.array(word))
    .default([]),
  container: line.default(''),
  node: line.optional(),
  runner: line.optional(),
  template: line.optional(),
  ssh: z
    .string()
    .regex(/^[A-Za-z0-9_][\w.@:-]{0,200}$/, 'a host, or user@host')
    .optional(),
  attempts: some(100).default(3),
  poll: z.coerce.number().min(0.05).max(3600).default(10),
});

export type SlurmSettings = Readonly<z.infer<typeof slurmSettingsSchema>>;
export type SlurmKey = keyof SlurmSettings;

/** What each setting means. */
export const slurmHelp: Readonly<Record<SlurmKey, string>> = {
  shards: 'tasks of the job array; default: 40, or as many as the sweep has pieces of work',
  partition: 'partition; default: that of the cluster',
  account: 'account that pays',
  qos: 'quality of service',
  constraint: 'features that a node must have',
  time: 'time limit of a shard, as 2:00:00; what a shard has finished by then is kept and gone on with',
  memory: 'memory of a shard, as 4G',
  cpus: 'processors of a shard, each with a worker; default: 1',
  throttle: 'most shards at a time; default: no limit',
  modules: 'modules to load before, with commas between them, as nodejs/20',
  container: 'command before that of the shard, as "apptainer exec node20.sif"',
  node: 'Node on the nodes of the cluster; default: the one that runs this command',
  runner: 'file of the runner (npm run pack:runner); default: the Spikebench that runs this command',
  template: 'file of a job script with {{options}}, {{modules}} and {{command}} in it; default: see below',
  ssh: 'login node on which sbatch, squeue, sacct and scancel are called; the folders must be the same there',
  attempts: 'how often a shard that failed or timed out is sent in all; default: 3',
  poll: 'seconds from one look at the queue to the next; default: 10',
};

/** Reads settings from a JSON file. Throws fileMissing, fileUnreadable and setting Problems. */
export async function readSlurmFile(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileProblem(path, error);
  });
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new WorkbenchError({ area: 'file', kind: 'fileUnreadable', path, reason: 'it is not a JSON object' });
  }
}

/** As `readSlurmFile`; nothing where there is no file. */
export async function readSlurmFileIfThere(path: string): Promise<Readonly<Record<string, unknown>>> {
  return readSlurmFile(path).catch((error: unknown) => {
    if (error instanceof WorkbenchError && error.problem.kind === 'fileMissing') return {};
    throw error instanceof Error && codeOf(error) !== null ? fileProblem(path, error) : error;
  });
}

/** Settings from values as they were written. Throws the Problems wrongValue and unknownSetting. */
export function parseSlurmSettings(values: Readonly<Record<string, unknown>>, label: string): SlurmSettings {
  const unknown = Object.keys(values).find((key) => !Object.hasOwn(slurmSettingsSchema.shape, key));
  if (unknown !== undefined) {
    const known = Object.keys(slurmSettingsSchema.shape);
    throw new WorkbenchError({ area: 'setting', kind: 'unknownSetting', setting: `${label} ${unknown}`, known });
  }
  const { data, error } = slurmSettingsSchema.safeParse(values);
  if (error === undefined) return data;
  const [issue] = error.issues;
  const key = String(issue?.path[0] ?? '');
  const value = typeof values[key] === 'string' ? values[key] : JSON.stringify(values[key]);
  const allowed = issue?.message.replace(/^Invalid (string|input): /, '') ?? 'another value';
  throw new WorkbenchError({ area: 'setting', kind: 'wrongValue', setting: `${label} ${key}`, value, allowed });
}
