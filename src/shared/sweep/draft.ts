import { z } from 'zod';
import { presetNames } from '../conversion/settings.ts';

/** Kinds that a sweep can vary, in the order in which the window shows them. */
export const encodingKinds = ['constantCurrent', 'poisson', 'intrinsicallyBursting', 'phaseShiftOscillation'] as const;
export const readoutKinds = ['spikeCount', 'membranePotential', 'timeToFirstSpike', 'timeToKSpikes'] as const;

/** Text that a person typed into a field: one value ("1"), a list ("0.8, 1, 1.2") or a range ("0.6 to 1.4 step 0.2"). */
const typed = z.string().max(500);

/**
 * A sweep as it stands in the window: what was typed, right or wrong, so that nothing is lost while one edits. `resolveDraft` makes
 * settings or field problems of it. Part of project.json.
 */
export const sweepDraftSchema = z.object({
  presets: z.array(z.enum(presetNames)).max(20),
  encodings: z.array(z.enum(encodingKinds)).max(20),
  readouts: z.array(z.enum(readoutKinds)).max(20),
  /** Hz; axis of the encoding `poisson`. */
  poissonRate: typed,
  /** Axis of the encoding `intrinsicallyBursting`. */
  burstCurrent: typed,
  /** Axis of the encoding `phaseShiftOscillation`. */
  phaseLevel: typed,
  /** Spikes; axis of the readout `timeToKSpikes`. */
  spikesToWin: typed,
  /** Threshold factors. */
  thresholds: typed,
  /** ms. */
  durations: typed,
  /** ms; one value. */
  timeStep: typed,
  seeds: typed,
  /** Empty: the default of the data set. */
  split: typed,
  offset: typed,
  /** Empty: all. */
  samples: typed,
  scaling: z.enum(['auto', 'unit', 'none']),
  /** Empty: `train` where there is one. */
  calibrationSplit: typed,
  calibrationSamples: typed,
  percentile: typed,
});

export type SweepDraft = Readonly<z.infer<typeof sweepDraftSchema>>;
export type DraftField = keyof SweepDraft;
