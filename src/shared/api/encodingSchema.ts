import { z } from 'zod';

/** An encoding as the window asks for it. */
export const encodingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('constantCurrent') }),
  z.object({ kind: z.literal('poisson'), maxRate: z.number().positive() }),
  z.object({ kind: z.literal('intrinsicallyBursting'), maxCurrent: z.number().positive() }),
  z.object({ kind: z.literal('phaseShiftOscillation'), maxLevel: z.number().positive() }),
]);
