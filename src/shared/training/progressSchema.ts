import { z } from 'zod';
import type { EpochRecord, LossPoint, TrainingOutcome, TrainingProgress } from './progress.ts';

/** How trainings went, checked where it is read from files. */

const share = z.number().min(0).max(1);
const count = z.int().nonnegative();
const position = z.int().positive();

export const epochRecordSchema: z.ZodType<EpochRecord> = z.object({
  epoch: position,
  loss: z.number(),
  accuracy: share,
  validationLoss: z.number().nullable(),
  validationAccuracy: share.nullable(),
  learningRate: z.number().nonnegative(),
  seconds: z.number().nonnegative(),
});

export const lossPointSchema: z.ZodType<LossPoint> = z.object({ step: position, loss: z.number() });

export const trainingProgressSchema: z.ZodType<TrainingProgress> = z.object({
  phase: z.enum(['reading', 'training', 'validating', 'writing']),
  epoch: position,
  epochs: position,
  step: count,
  stepsPerEpoch: count,
  doneSteps: count,
  totalSteps: count,
  losses: z.array(lossPointSchema),
  learningRate: z.number().nonnegative(),
  history: z.array(epochRecordSchema),
  samplesPerSecond: z.number().nonnegative().nullable(),
  secondsLeft: z.number().nonnegative().nullable(),
});

export const trainingOutcomeSchema: z.ZodType<TrainingOutcome> = z.object({
  path: z.string(),
  sha256: z.string(),
  history: z.array(epochRecordSchema),
  losses: z.array(lossPointSchema),
  stepsPerEpoch: count,
  bestEpoch: position,
  stoppedEarly: z.boolean(),
  parameters: count,
  trainingSamples: count,
  validationSamples: count,
  levels: z.array(z.object({ layer: z.string(), level: z.number(), levels: position.nullable() })),
  backend: z.string(),
  resumedAt: z.object({ epoch: position, step: count }).nullable(),
});
