import type { PresetName } from '../../shared/conversion/settings.ts';

/** Presets of the conversion, as people read them. */
export const presetWords: Readonly<Record<PresetName, { readonly title: string; readonly note: string }>> = {
  annarchy: { title: 'ANNarchy', note: "As ANNarchy 5.0.3's converter does it" },
  'annarchy-documented': { title: 'ANNarchy, documented', note: "With the weight normalisation of ANNarchy's manual" },
  rueckauer: { title: 'Rueckauer 2017', note: 'Data-based normalisation, reset by subtraction' },
};
