import type { PresetName } from '../../shared/conversion/settings.ts';

/** Presets of the conversion, as people read them. */
export const presetWords: Readonly<Record<PresetName, { readonly title: string; readonly note: string }>> = {
  annarchy: { title: 'ANNarchy', note: "As ANNarchy 5.0.3's converter does it" },
  'annarchy-documented': { title: 'ANNarchy, documented', note: "With the weight normalisation of ANNarchy's manual" },
  calibrated: { title: 'Calibrated', note: 'Fewest steps: scales per channel, corrected start potentials' },
  rueckauer: { title: 'Rueckauer 2017', note: 'Data-based normalisation, reset by subtraction' },
  rueckauer2017: { title: 'Rueckauer 2017 (full name)', note: 'The same as Rueckauer 2017' },
  diehl2015: { title: 'Diehl 2015', note: 'Weight balancing by the strongest activation, reset to zero' },
  rmp2020: { title: 'RMP 2020', note: 'Residual membrane potential (Han et al.)' },
  ltb: { title: 'LTB 2025', note: 'Local threshold balancing, delayed readout (Bu et al.)' },
  qcfs: { title: 'QCFS 2022', note: 'For networks trained with a clipped, quantised activation (Bu et al.)' },
  signed: { title: 'Signed', note: 'Neurons that take spikes back' },
  'few-spike': { title: 'Few-spike', note: 'Binary digits in windows (Stöckl and Maass 2021)' },
  ttfs: { title: 'First spike', note: 'One spike a neuron, exact up to rounding' },
  'nir-hard-reset': { title: 'NIR, reset to zero', note: 'What NIR and most chips can express' },
};
