import { z } from 'zod';

const layerValues = (value: z.ZodNumber) => z.record(z.string(), z.array(value).min(1)).nullable().exactOptional();

/** What may be changed in a preset, checked where settings come in from outside. Ranges as in the fact sheet of each setting. */
export const methodChangesSchema = z.strictObject({
  normalisation: z
    .enum(['none', 'modelBased', 'maximum', 'percentile', 'spikeBased', 'leastSquares', 'localBalancing', 'clip'])
    .exactOptional(),
  percentile: z.number().positive().max(100).exactOptional(),
  granularity: z.enum(['layer', 'channel']).exactOptional(),
  layerThresholds: layerValues(z.number().positive().max(1e6)),
  reset: z.enum(['zero', 'subtraction']).exactOptional(),
  spikes: z.enum(['binary', 'signed', 'burst']).exactOptional(),
  burstLimit: z.int().min(1).max(100).exactOptional(),
  membraneTimeConstant: z.number().positive().max(1e6).nullable().exactOptional(),
  refractoryPeriod: z.number().min(0).max(1e4).exactOptional(),
  lowerBound: z.number().min(-1e6).max(0).nullable().exactOptional(),
  synapticTimeConstant: z.number().positive().max(1e6).nullable().exactOptional(),
  initialPotential: z.enum(['zero', 'half', 'uniform']).exactOptional(),
  shiftSteps: z.int().min(1).max(1e5).nullable().exactOptional(),
  maxPooling: z.enum(['gated', 'anySpike', 'telescoped']).exactOptional(),
  delay: z.union([z.literal(0), z.literal(1)]).exactOptional(),
  layerDelays: layerValues(z.int().min(0).max(1)),
  correction: z.enum(['none', 'bias', 'potential']).exactOptional(),
  calibrationSteps: z.union([z.literal('automatic'), z.int().min(1).max(1024)]).exactOptional(),
  readoutDelay: z.union([z.literal('automatic'), z.int().min(0).max(1e5)]).exactOptional(),
});
