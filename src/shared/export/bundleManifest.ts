import { z } from 'zod';
import { WorkbenchError } from '../problems/problems.ts';
import type { RunRecord } from '../results/runRecord.ts';

const text = z.string();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.int().nonnegative();
/** A file or folder directly under one of the two, so that no bundle can name what is outside of it. */
const place = z.string().regex(/^(model|data)\/(?!\.\.?$)[^/\\\0]+$/);

/** What bundle.json says. Version 1. */
const manifestSchema = z.object({
  schema: z.literal(1),
  spikebench: text,
  model: z.object({
    name: text,
    sha256,
    /** Place in the bundle; null where it is not in it. */
    path: place.nullable(),
    /** Every array of weights by itself, so that a changed one can be named. */
    weights: z.array(z.object({ layer: text, array: text, shape: z.array(size), sha256 })),
  }),
  data: z.object({
    name: text,
    sha256,
    path: place.nullable(),
    /** The files that are the data set. */
    files: z.array(z.object({ name: text, bytes: size, sha256 })),
  }),
  /** Everything else in the bundle. */
  files: z.array(z.object({ path: text, bytes: size, sha256 })),
  environment: z.record(text, text),
});

export type BundleManifest = z.infer<typeof manifestSchema>;
export type WeightHash = BundleManifest['model']['weights'][number];

/** Places in a bundle. */
export const bundlePlaces = {
  manifest: 'bundle.json',
  record: 'results/run.json',
  table: 'results/results.csv',
} as const;

export function encodeManifest(manifest: BundleManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Throws the Problem notABundle; `file` is the bundle's name. */
export function decodeManifest(content: string, file: string): BundleManifest {
  const { data, error } = manifestSchema.safeParse(parseJson(content));
  if (error === undefined) return data;
  const [issue] = error.issues;
  const reason = `its bundle.json has another layout (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`;
  throw new WorkbenchError({ area: 'bundle', kind: 'notABundle', file, reason });
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return null;
  }
}

/** Place of the model in a bundle. */
export function modelPlace(name: string): string {
  return `model/${name}`;
}

/** Place of the data set in a bundle: a folder, or the file that names it. */
export function dataPlace(name: string): string {
  return `data/${name}`;
}

/** The record as a bundle holds it: model and data by their place in it, rather than by paths of one machine. */
export function portableRecord(record: RunRecord): RunRecord {
  const { settings } = record;
  const model = { ...settings.model, path: modelPlace(lastPart(settings.model.path)) };
  const data = { ...settings.data, path: dataPlace(lastPart(settings.data.path)) };
  return { ...record, settings: { ...settings, model, data } };
}

export function lastPart(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}
