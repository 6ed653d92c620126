/** How a model graph becomes a spiking network: a preset by name, and what one may vary in it. */
export interface ConversionSettings {
  readonly preset: PresetName;
  /** Every threshold of the preset is multiplied by it; above 0. */
  readonly thresholdFactor: number;
}

/**
 * `annarchy`: what ANNarchy 5.0.3's converter does; `annarchy-documented`: the same with the weight normalisation that its manual describes;
 * `rueckauer`: data-based normalisation at the 99.9th percentile, reset by subtraction (Rueckauer et al. 2017).
 */
export const presetNames = ['annarchy', 'annarchy-documented', 'rueckauer'] as const;
export type PresetName = (typeof presetNames)[number];

/** Activation scales measured on unlabelled images; what a data-based normalisation needs. Plain data: workers exchange it. */
export interface Calibration {
  /** Number of images it was measured on. */
  readonly samples: number;
  /** Split that they come from. */
  readonly split: string;
  readonly percentile: number;
  /** Percentile of the activation, by name of the entry in the model graph. */
  readonly scales: Readonly<Record<string, number>>;
}
