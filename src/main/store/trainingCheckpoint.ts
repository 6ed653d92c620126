import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { openZip, writeZip } from '../../shared/bytes/zip.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { epochRecordSchema, lossPointSchema } from '../../shared/training/progressSchema.ts';
import type { TrainingState } from '../../shared/training/trainingState.ts';
import { openByteSource, writeFileAtomically } from './files.ts';

/** What a checkpoint is of: two trainings with equal words have equal weights at every step. */
export type TrainingIdentity = readonly (readonly [name: string, value: string])[];

/** Where the checkpoint of a training into a file stands. */
export function checkpointPath(out: string): string {
  return `${out}.checkpoint`;
}

const headerSchema = z.object({
  schema: z.literal(1),
  identity: z.array(z.tuple([z.string(), z.string()])),
  step: z.int().nonnegative(),
  lossSum: z.number(),
  correct: z.int().nonnegative(),
  seconds: z.number().nonnegative(),
  history: z.array(epochRecordSchema),
  losses: z.array(lossPointSchema),
  best: z.object({ epoch: z.int().positive(), loss: z.number() }).nullable(),
  arrays: z.array(z.object({ name: z.string(), length: z.int().nonnegative() })),
});

/** Writes a state beside the model that will be: a zip archive, whose check sums tell of damage. Throws the Problem notWritable. */
export async function writeCheckpoint(out: string, identity: TrainingIdentity, state: TrainingState): Promise<void> {
  const { arrays, ...rest } = state;
  const lengths = [...arrays].map(([name, { length }]) => ({ name, length }));
  const header: z.input<typeof headerSchema> = {
    schema: 1,
    ...rest,
    identity: identity.map(([name, value]) => [name, value]),
    history: [...rest.history],
    losses: [...rest.losses],
    arrays: lengths,
  };
  const values = new Float32Array(lengths.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays.values()) {
    values.set(array, at);
    at += array.length;
  }
  const files = new Map([
    ['state.json', new TextEncoder().encode(JSON.stringify(header))],
    ['values.f32', new Uint8Array(values.buffer)],
  ]);
  await writeFileAtomically(checkpointPath(out), writeZip(files));
}

/** The state that was kept of a training into a file, and what it is of; null where there is none. Throws the Problem damagedCheckpoint. */
export async function readCheckpoint(
  out: string,
): Promise<{ readonly identity: TrainingIdentity; readonly state: TrainingState } | null> {
  const path = checkpointPath(out);
  const damaged = (reason: string): WorkbenchError =>
    new WorkbenchError({ area: 'training', kind: 'damagedCheckpoint', path, reason });
  const source = await openByteSource(path).catch((error: unknown) => {
    if (error instanceof WorkbenchError && error.problem.kind === 'fileMissing') return null;
    throw error;
  });
  if (source === null) return null;
  const archive = await openZip(source, damaged);
  const header = headerSchema.safeParse(parseJson(new TextDecoder().decode(await archive.read('state.json')), damaged));
  if (!header.success) throw damaged('its content is not that of a checkpoint of this version');
  const bytes = await archive.read('values.f32');
  const { identity, arrays: lengths, schema: _, ...rest } = header.data;
  const total = lengths.reduce((sum, { length }) => sum + length, 0);
  if (bytes.byteLength !== 4 * total) throw damaged('its values do not fit their description');
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, total);
  let at = 0;
  const arrays = new Map(lengths.map(({ name, length }) => [name, values.slice(at, (at += length))]));
  return { identity, state: { ...rest, arrays } };
}

export async function removeCheckpoint(out: string): Promise<void> {
  await rm(checkpointPath(out), { force: true });
}

/** The first thing in which two trainings differ, in words; null where they are one. */
export function describeOtherTraining(there: TrainingIdentity, here: TrainingIdentity): string | null {
  const values = new Map(there);
  for (const [name, value] of here) {
    const other = values.get(name);
    if (other !== value) return `${name} ${other ?? 'unknown'} there, ${value} here`;
  }
  return null;
}

function parseJson(text: string, damaged: (reason: string) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged('its description is no JSON');
  }
}
