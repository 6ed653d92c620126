import type { Method } from './method.ts';

/** Names of the presets, the recommended one first. `rueckauer` is the short name of `rueckauer2017`. */
export const presetNames = [
  'calibrated',
  'rueckauer',
  'rueckauer2017',
  'diehl2015',
  'rmp2020',
  'ltb',
  'qcfs',
  'signed',
  'few-spike',
  'ttfs',
  'nir-hard-reset',
  'annarchy',
  'annarchy-documented',
] as const;
export type PresetName = (typeof presetNames)[number];

/** How a model graph becomes a spiking network: a preset by name, and what is varied in it. */
export interface ConversionSettings {
  readonly preset: PresetName;
  /** Factor of the preset's own threshold factor; above 0. */
  readonly thresholdFactor: number;
  /** Settings that replace those of the preset. */
  readonly changes: MethodChanges;
}

/** Everything of a method but what makes it another method, and the threshold factor, which is an axis of its own. */
export type MethodChanges = Partial<Omit<Method, 'family' | 'thresholdFactor'>>;
