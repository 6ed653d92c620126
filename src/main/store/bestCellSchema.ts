import { z } from 'zod';

/** The best cell of a run, as kept beside the run and in the list of recent projects. */
export const bestCellSchema = z.object({
  run: z.string(),
  cell: z.int(),
  readout: z.int(),
  words: z.string(),
  accuracy: z.number(),
  analogAccuracy: z.number(),
  sparkline: z.array(z.number()).readonly(),
});
