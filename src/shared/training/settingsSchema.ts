import { z } from 'zod';
import type { TrainingSettings } from './settings.ts';

/** Settings of a training, checked where they come in. */
export const trainingSettingsSchema: z.ZodType<TrainingSettings> = z.strictObject({
  epochs: z.int().min(1).max(10_000),
  batchSize: z.int().min(1).max(10_000),
  optimizer: z.union([
    z.strictObject({ kind: z.literal('adam') }),
    z.strictObject({ kind: z.literal('sgd'), momentum: z.number().min(0).lt(1) }),
  ]),
  learningRate: z.number().positive().max(1000),
  schedule: z.union([
    z.strictObject({ kind: z.enum(['constant', 'cosine']) }),
    z.strictObject({
      kind: z.literal('step'),
      epochs: z.int().min(1).max(10_000),
      factor: z.number().positive().max(1),
    }),
  ]),
  weightDecay: z.number().min(0).max(1),
  validation: z.number().min(0).max(0.9),
  augmentation: z.strictObject({ shift: z.number().min(0).max(1000), rotation: z.number().min(0).max(180) }),
  patience: z.int().min(1).max(10_000).nullable(),
  seed: z.int().min(0).max(4_294_967_295),
});
