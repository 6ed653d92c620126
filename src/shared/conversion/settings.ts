import type { Method } from './method.ts';
import { type PresetName, presets } from './presets.ts';

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

/** The complete settings. */
export function methodOf({ preset, thresholdFactor, changes }: ConversionSettings): Method {
  const { method } = presets[preset];
  return { ...method, ...changes, thresholdFactor: method.thresholdFactor * thresholdFactor };
}
