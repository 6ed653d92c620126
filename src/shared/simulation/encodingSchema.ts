import { z } from 'zod';

const positive = z.number().positive();
const whole = z.int().positive();
const onOff = z.literal(true).exactOptional();

/** An encoding, checked where it comes in: from the window or from a file. */
export const encodingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('constantCurrent') }),
  z.object({ kind: z.literal('poisson'), maxRate: positive, onOff }),
  z.object({ kind: z.literal('intrinsicallyBursting'), maxCurrent: positive }),
  z.object({ kind: z.literal('phaseShiftOscillation'), maxLevel: positive }),
  z.object({ kind: z.literal('annarchyPoisson'), maxRate: positive }),
  z.object({ kind: z.literal('regular'), maxRate: positive, onOff }),
  z.object({ kind: z.literal('phase'), period: whole, onOff }),
  z.object({ kind: z.literal('burst'), limit: whole, onOff }),
  z.object({ kind: z.literal('timeToFirstSpike'), window: whole, scale: z.enum(['linear', 'logarithmic']), onOff }),
]);
