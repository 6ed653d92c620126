import { z } from 'zod';

const picojoules = z.number().nonnegative().max(1e12);

/** Constants of an energy estimate, in picojoules. */
export const energyConstantsSchema = z.object({
  name: z.string().max(100),
  title: z.string().min(1).max(200),
  mac: picojoules,
  accumulate: picojoules,
  neuronUpdate: picojoules,
  isEventDriven: z.boolean(),
  runsAnalog: z.boolean(),
  source: z.string().max(1000),
});

export const energyModelSchema = z.object({
  spiking: energyConstantsSchema,
  analog: energyConstantsSchema,
  currents: z.enum(['once', 'everyStep']),
});
