import { z } from 'zod';
import type { MethodField } from '../conversion/methodFields.ts';
import { presetNames } from '../conversion/settings.ts';

/** Presets that the window offers: one name for each. */
export const draftPresets = presetNames.filter((name) => name !== 'rueckauer2017');

/** Kinds that a sweep can vary, in the order in which the window shows them. */
export const encodingKinds = [
  'constantCurrent',
  'poisson',
  'intrinsicallyBursting',
  'phaseShiftOscillation',
  'regular',
  'phase',
  'burst',
  'timeToFirstSpike',
  'annarchyPoisson',
] as const;
export const readoutKinds = ['spikeCount', 'membranePotential', 'timeToFirstSpike', 'timeToKSpikes'] as const;

/** Text that a person typed into a field: one value ("1"), a list ("0.8, 1, 1.2") or a range ("0.6 to 1.4 step 0.2"). */
const typed = z.string().max(500);
/** Text of a setting of the conversion, as after --set; empty: as the preset has it. */
const asPreset = typed.default('');

/** A field for every setting that can be changed in a preset. */
const methodDraft = {
  normalisation: asPreset,
  percentile: asPreset,
  granularity: asPreset,
  layerThresholds: asPreset,
  reset: asPreset,
  spikes: asPreset,
  burstLimit: asPreset,
  initialPotential: asPreset,
  shiftSteps: asPreset,
  correction: asPreset,
  calibrationSteps: asPreset,
  maxPooling: asPreset,
  membraneTimeConstant: asPreset,
  refractoryPeriod: asPreset,
  lowerBound: asPreset,
  synapticTimeConstant: asPreset,
  delay: asPreset,
  layerDelays: asPreset,
  readoutDelay: asPreset,
} as const satisfies Record<MethodField, typeof asPreset>;

/**
 * A sweep as it stands in the window: what was typed, right or wrong, so that nothing is lost while one edits. `resolveDraft` makes
 * settings or field problems of it. Part of project.json; what an older one lacks has a default.
 */
export const sweepDraftSchema = z.object({
  presets: z.array(z.enum(presetNames)).max(20),
  encodings: z.array(z.enum(encodingKinds)).max(20),
  readouts: z.array(z.enum(readoutKinds)).max(20),
  /** Hz; axis of the encodings `poisson`, `regular` and `annarchyPoisson`. */
  poissonRate: typed,
  /** Axis of the encoding `intrinsicallyBursting`. */
  burstCurrent: typed,
  /** Axis of the encoding `phaseShiftOscillation`. */
  phaseLevel: typed,
  /** Steps; axis of the encoding `phase`. */
  phasePeriod: typed.default('8'),
  /** Spikes in a step; axis of the encoding `burst`. */
  inputBurstLimit: typed.default('16'),
  /** Steps; axis of the encoding `timeToFirstSpike`. */
  spikeWindow: typed.default('32'),
  /** "linear", "logarithmic" or both; axis of the encoding `timeToFirstSpike`. */
  spikeScale: typed.default('linear'),
  /** "off", "on" or both; axis of all encodings that can send spikes of −1. */
  onOff: typed.default('off'),
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
  ...methodDraft,
});

export type SweepDraft = Readonly<z.infer<typeof sweepDraftSchema>>;
export type DraftField = keyof SweepDraft;
