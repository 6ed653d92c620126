import { z } from 'zod';
import { methodChangesSchema } from '../conversion/methodSchema.ts';
import { presetNames } from '../conversion/settings.ts';
import { holdsCourses } from '../metrics/readCourses.ts';
import type { Tally } from '../metrics/tally.ts';
import { encodingSchema } from '../simulation/encodingSchema.ts';
import { engineNames } from '../simulation/engineName.ts';
import type { CellRecord, RunRecord } from './runRecord.ts';

/**
 * Version 2 of the layout, checked where records come in from files; of version 1 too, whose samples have no courses. Unknown keys are dropped.
 */

const count = z.int().nonnegative();
const counts = z.array(count);
const positive = z.number().positive();
const text = z.string();
/** Numbers as `packNumber` writes them. */
const packed = z.string().regex(/^[A-Za-z0-9+/]*$/);

const readout = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('spikeCount') }),
  z.object({ kind: z.literal('membranePotential') }),
  z.object({ kind: z.literal('timeToFirstSpike') }),
  z.object({ kind: z.literal('timeToKSpikes'), k: z.int().positive() }),
]);

const fileReference = z.object({ path: text, sha256: text });

/** What a sweep asked for. */
export const sweepSettingsSchema = z.object({
  model: fileReference,
  data: fileReference.extend({ split: text, offset: count, count, scaling: z.enum(['unit', 'none']) }),
  presets: z.array(z.enum(presetNames)),
  changes: z.array(methodChangesSchema).min(1).default([{}]),
  encodings: z.array(encodingSchema),
  thresholds: z.array(positive),
  readouts: z.array(readout),
  durations: z.array(positive),
  seeds: z.array(z.int()),
  timeStep: positive,
  calibration: z.object({ split: text, samples: count }),
  engine: z.enum(engineNames).exclude(['simd']).exactOptional(),
});

/** A tally whose lists fit each other: one entry per step, per sample and per population. */
export const tallySchema = z
  .object({
    from: count,
    count,
    analogCorrect: count,
    readouts: z.array(
      z.object({
        correct: counts,
        agreement: counts,
        tied: counts,
        predictions: counts,
        kept: counts.nullable().default(null),
        courses: z.object({ classes: packed, margins: packed, confidences: packed }).nullable().default(null),
      }),
    ),
    spikes: counts,
    synapticOperations: counts,
    populations: z.array(text),
    populationSpikes: z.array(counts),
  })
  .refine(hasMatchingLists, 'the lists of the tally do not fit each other');

/** What is known of a cell besides its place in the plan and what was counted. */
export const cellOutcomeSchema = z.object({
  failure: text.nullable().default(null),
  notes: z.array(text),
  work: z.object({ neurons: count, currentMacs: count }).nullable().default(null),
});

const cell = z.object({
  id: text,
  preset: z.enum(presetNames),
  changes: methodChangesSchema.default({}),
  encoding: encodingSchema,
  threshold: positive,
  seed: z.int(),
  simulation: count,
  tally: tallySchema.nullable(),
  ...cellOutcomeSchema.shape,
});

export const provenanceSchema = z.object({
  spikebench: text,
  engine: text,
  node: text,
  platform: text,
  notes: z.array(text).min(1).exactOptional(),
});

/** A complete run record; every finished cell has a tally of all samples and readouts. */
export const runRecordSchema = z
  .object({
    schema: z.union([z.literal(1), z.literal(2)]).transform(() => 2 as const),
    settings: sweepSettingsSchema,
    provenance: provenanceSchema,
    analog: z.object({
      correct: count,
      predictions: counts,
      work: z.object({ macs: count, additions: count }).nullable().default(null),
    }),
    labels: counts,
    classNames: z.array(text),
    cells: z.array(cell),
  })
  .refine(coversAllSamples, 'the cells do not cover the samples and readouts of the settings');

function hasMatchingLists(tally: Tally): boolean {
  const steps = tally.spikes.length;
  return (
    tally.synapticOperations.length === steps &&
    tally.populationSpikes.length === tally.count &&
    tally.populationSpikes.every((sample) => sample.length === tally.populations.length) &&
    tally.readouts.every(
      ({ correct, agreement, tied, predictions, kept, courses }) =>
        [correct, agreement, tied, kept ?? correct].every((list) => list.length === steps) &&
        predictions.length === tally.count &&
        (courses === null || holdsCourses(courses, tally.count)),
    )
  );
}

function coversAllSamples({ settings: { data, readouts }, analog, labels, cells }: RunRecord): boolean {
  const isCovered = ({ tally }: CellRecord): boolean =>
    tally === null || (tally.count === data.count && tally.readouts.length === readouts.length);
  return labels.length === data.count && analog.predictions.length === data.count && cells.every(isCovered);
}
