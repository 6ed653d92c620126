import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { TrainingStatus, TrainingTest } from '../../shared/api/trainViews.ts';
import { parseFileJson } from '../../shared/fileJson.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { architectureSchema } from '../../shared/training/architectureSchema.ts';
import { trainingOutcomeSchema, trainingProgressSchema } from '../../shared/training/progressSchema.ts';
import { trainSetupSchema } from '../../shared/training/setupSchema.ts';
import { fileNameOf } from '../../shared/training/trainingNames.ts';
import { codeOf, fileProblem, writeFileAtomically, writeProblem } from './files.ts';
import { readDocument } from './readDocument.ts';

/** The folders of a project's trainings, `models/ID`: training.json, and beside it the model, its checkpoint and its curves. */

const scores = z.object({ precision: z.number(), recall: z.number(), f1: z.number(), support: z.number() });
const testSchema: z.ZodType<TrainingTest> = z.object({
  split: z.string(),
  samples: z.int(),
  correct: z.int(),
  accuracy: z.number(),
  low: z.number(),
  high: z.number(),
  classNames: z.array(z.string()),
  confusion: z.array(z.array(z.int())),
  report: z.object({
    classes: z.array(scores.extend({ class: z.int() })),
    accuracy: z.number(),
    samples: z.int(),
    macro: scores,
    weighted: scores,
  }),
});

/** What training.json says. Version 1. */
const aboutSchema = z.object({
  schema: z.literal(1),
  /** Version of Spikebench that wrote it last. */
  spikebench: z.string(),
  name: z.string().min(1).max(200),
  /** ISO 8601. */
  started: z.string(),
  ended: z.string().nullable(),
  state: z.enum(['running', 'paused', 'cut', 'failed', 'finished']),
  /** Name of the model's file in the folder. */
  file: z.string().regex(/^[\w-][\w.-]{0,90}\.keras$/),
  /** As it was when the training was started. */
  setup: trainSetupSchema,
  /** What is really trained: a template as its layers, a model with its absolute path. */
  network: z.union([
    z.object({ kind: z.literal('architecture'), architecture: architectureSchema }),
    z.object({ kind: z.literal('model'), path: z.string() }),
  ]),
  /** What it is trained on, by content: the path may be another tomorrow. */
  data: z.object({ name: z.string(), path: z.string(), sha256: z.string(), split: z.string() }),
  progress: trainingProgressSchema.nullable(),
  outcome: trainingOutcomeSchema.nullable(),
  test: testSchema.nullable(),
  /** Why there is no test, in words. */
  testNote: z.string().nullable(),
  /** Why it failed, in words. */
  reason: z.string().nullable(),
});

export type TrainingAbout = Omit<z.infer<typeof aboutSchema>, 'schema'>;

const aboutFile = 'training.json';
const trashFolder = '.trash';

/** Makes the folder of a new training, named for it; returns its id. One that is in the trash keeps its own. */
export async function createTrainingFolder(modelsFolder: string, name: string): Promise<string> {
  await mkdir(modelsFolder, { recursive: true }).catch((error: unknown) => {
    throw writeProblem(modelsFolder, error);
  });
  const stem = fileNameOf(name);
  for (let number = 1; ; number++) {
    const id = number === 1 ? stem : `${stem}-${number}`;
    if (await exists(join(modelsFolder, trashFolder, id))) continue;
    try {
      await mkdir(join(modelsFolder, id));
      return id;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw writeProblem(join(modelsFolder, id), error);
    }
  }
}

export async function writeTrainingAbout(folder: string, about: TrainingAbout): Promise<void> {
  await writeFileAtomically(join(folder, aboutFile), `${JSON.stringify({ schema: 1, ...about }, null, 1)}\n`);
}

/** Throws the Problem noSuchTraining where there is no training.json, and fileUnreadable where it is damaged or a newer one. */
export async function readTrainingAbout(modelsFolder: string, training: string): Promise<TrainingAbout> {
  const path = join(modelsFolder, training, aboutFile);
  const text = await readDocument(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') throw noSuchTraining(training);
    throw fileProblem(path, error);
  });
  const { data, error } = aboutSchema.safeParse(parseOrNull(text));
  if (error === undefined) return data;
  const place = error.issues[0]?.path.join('.') ?? '';
  const reason = `it is damaged or of another version${place === '' ? '' : `, at ${place}`}`;
  throw new WorkbenchError({ area: 'file', kind: 'fileUnreadable', path, reason });
}

/** The trainings of a project, latest first. Folders that are none are left out. */
export async function listTrainings(
  modelsFolder: string,
): Promise<readonly { readonly training: string; readonly about: TrainingAbout }[]> {
  const names = await readdir(modelsFolder).catch(() => []);
  const trainings = await Promise.all(
    names
      .filter((name) => !name.startsWith('.'))
      .map(async (training) => {
        const about = await readTrainingAbout(modelsFolder, training).catch(() => null);
        return about === null ? [] : [{ training, about }];
      }),
  );
  return trainings.flat().toSorted((a, b) => (a.about.started < b.about.started ? 1 : -1));
}

/** A training that says it is running while no process works on it was cut. */
export function trainingAtRest(state: TrainingStatus): TrainingStatus {
  return state === 'running' ? 'cut' : state;
}

/** Moves a training into the project's trash, from which it can be restored. */
export async function trashTraining(modelsFolder: string, training: string): Promise<void> {
  await mkdir(join(modelsFolder, trashFolder), { recursive: true }).catch((error: unknown) => {
    throw writeProblem(modelsFolder, error);
  });
  await move(join(modelsFolder, training), join(modelsFolder, trashFolder, training), training);
}

export async function restoreTraining(modelsFolder: string, training: string): Promise<void> {
  await move(join(modelsFolder, trashFolder, training), join(modelsFolder, training), training);
}

async function move(from: string, to: string, training: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') throw noSuchTraining(training);
    throw fileProblem(from, error);
  });
}

function noSuchTraining(training: string): WorkbenchError {
  return new WorkbenchError({ area: 'training', kind: 'noSuchTraining', training });
}

function parseOrNull(text: string): unknown {
  try {
    return parseFileJson(text);
  } catch {
    return null;
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
