import { z } from 'zod';
import { architectureSchema } from './architectureSchema.ts';
import { activationChoices } from './architecture.ts';
import type { TrainSetup } from './setup.ts';
import { trainingSettingsSchema } from './settingsSchema.ts';
import { templateNames } from './templates.ts';

/** A setup, checked where it comes in: complete and within its ranges, but perhaps a network that cannot be built. */
export const trainSetupSchema: z.ZodType<TrainSetup> = z.strictObject({
  name: z.string().max(200),
  network: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('template'),
      template: z.enum(templateNames),
      activation: z.enum(activationChoices),
      levels: z.int().min(1).max(1024),
      bias: z.boolean().nullable(),
      batchNormalization: z.boolean().nullable(),
    }),
    z.strictObject({ kind: z.literal('architecture'), architecture: architectureSchema }),
    z.strictObject({ kind: z.literal('model'), path: z.string().min(1).max(4096).nullable() }),
  ]),
  data: z.strictObject({
    split: z.string().max(200).nullable(),
    limit: z.int().min(1).max(100_000_000).nullable(),
    scaling: z.enum(['unit', 'none']).nullable(),
  }),
  settings: trainingSettingsSchema,
});
