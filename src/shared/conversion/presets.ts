import type { Method } from './method.ts';
import type { ConversionSettings, PresetName } from './settings.ts';

/** Plain integrate-and-fire neurons, everything else at rest: what presets vary. */
const plain: Method = {
  family: 'rate',
  normalisation: 'percentile',
  percentile: 99.9,
  granularity: 'layer',
  thresholdFactor: 1,
  layerThresholds: null,
  reset: 'subtraction',
  spikes: 'binary',
  burstLimit: 5,
  membraneTimeConstant: null,
  refractoryPeriod: 0,
  lowerBound: null,
  synapticTimeConstant: null,
  initialPotential: 'zero',
  shiftSteps: null,
  maxPooling: 'gated',
  delay: 0,
  layerDelays: null,
  correction: 'none',
  calibrationSteps: 4,
  readoutDelay: 0,
};

export interface Preset {
  readonly method: Method;
  /** One sentence. */
  readonly summary: string;
  /** Papers and programs, with equation or section. */
  readonly sources: readonly string[];
}

const rueckauer: Preset = {
  method: plain,
  summary:
    'Data-based normalisation at the 99.9th percentile of each layer, reset by subtraction, biases as constant currents, max pooling gated by the accumulated rate.',
  sources: ['Rueckauer et al. 2017, Front. Neurosci. 11:682, sections 2.2.1 to 2.2.4'],
};

/** Every preset: a complete set of settings. */
export const presets: Readonly<Record<PresetName, Preset>> = {
  calibrated: {
    method: {
      ...plain,
      granularity: 'channel',
      initialPotential: 'half',
      maxPooling: 'telescoped',
      correction: 'potential',
      calibrationSteps: 'automatic',
    },
    summary:
      'The fewest steps to the analog accuracy: a scale per channel, start at half a threshold, and start potentials corrected neuron by neuron on unlabelled images.',
    sources: [
      'Bu et al. 2022, AAAI: start at half a threshold',
      'Li et al. 2021, ICML, "A free lunch from ANN": calibration layer by layer, here of the start potential',
      'Rueckauer et al. 2017, Front. Neurosci. 11:682: data-based normalisation, here per channel',
    ],
  },
  rueckauer,
  rueckauer2017: rueckauer,
  diehl2015: {
    method: { ...plain, normalisation: 'maximum', reset: 'zero' },
    summary:
      'Data-based weight balancing by the strongest activation and weight, reset to zero. For networks without biases.',
    sources: ['Diehl et al. 2015, IJCNN, "Fast-classifying, high-accuracy spiking deep networks", section III.D'],
  },
  rmp2020: {
    method: { ...plain, normalisation: 'maximum', thresholdFactor: 0.8 },
    summary: 'Residual membrane potential: reset by subtraction, thresholds at 0.8 of the strongest activation.',
    sources: ['Han et al. 2020, CVPR, "RMP-SNN", section 3'],
  },
  ltb: {
    method: {
      ...plain,
      normalisation: 'localBalancing',
      granularity: 'channel',
      initialPotential: 'half',
      readoutDelay: 'automatic',
    },
    summary:
      'Local threshold balancing per channel, start at half a threshold, readout delayed until spikes of every layer have arrived.',
    sources: ['Bu et al. 2025, CVPR, "Inference-scale complexity in ANN-SNN conversion"'],
  },
  qcfs: {
    method: { ...plain, normalisation: 'clip', initialPotential: 'half' },
    summary:
      'For networks trained with a quantised, clipped activation: the threshold is the clip, start at half of it, reset by subtraction.',
    sources: [
      'Bu et al. 2022, ICLR, "Optimal ANN-SNN conversion for high-accuracy and ultra-low-latency spiking neural networks"',
    ],
  },
  signed: {
    method: { ...plain, percentile: 99, initialPotential: 'half', spikes: 'signed', maxPooling: 'telescoped' },
    summary: 'Neurons that take a spike back where they have fired too early; start at half a threshold.',
    sources: [
      'Wang et al. 2022, IJCAI, "Signed neuron with memory"',
      'Bu et al. 2022, AAAI: start at half a threshold',
    ],
  },
  'few-spike': {
    method: { ...plain, family: 'fewSpike', normalisation: 'maximum', calibrationSteps: 8 },
    summary: 'Each layer sends its activations as binary digits, the most significant first, in a window of 8 steps.',
    sources: ['Stöckl and Maass 2021, Nat. Mach. Intell. 3:230, equations 1 to 4'],
  },
  ttfs: {
    method: { ...plain, family: 'firstSpike', normalisation: 'maximum', calibrationSteps: 32 },
    summary:
      'At most one spike a neuron: the earlier in its window of 32 steps, the larger the activation. Exact up to rounding.',
    sources: ['Stanojevic et al. 2022, "An exact mapping from ReLU networks to spiking neural networks"'],
  },
  'nir-hard-reset': {
    method: { ...plain, reset: 'zero', maxPooling: 'anySpike' },
    summary: 'What NIR and most chips can express: integrate-and-fire with reset to zero and threshold 1.',
    sources: ['Pedersen et al. 2024, Nat. Commun. 15:8122: integrate-and-fire node of NIR'],
  },
  annarchy: {
    method: { ...plain, family: 'annarchy', normalisation: 'none', reset: 'zero' },
    summary:
      'What ANNarchy 5.0.3 really computes: weights as they are, thresholds by depth, traces, biases and batch normalisation dropped.',
    sources: ['ANNarchy 5.0.3, ann_to_snn_conversion (its source)'],
  },
  'annarchy-documented': {
    method: { ...plain, family: 'annarchy', normalisation: 'modelBased', reset: 'zero' },
    summary: 'As annarchy, with the weight normalisation that its manual describes.',
    sources: ['ANNarchy 5.0.3, manual', 'Diehl et al. 2015, IJCNN: model-based normalisation'],
  },
};

/** The complete settings: those of the preset with what is changed in it. */
export function methodOf({ preset, thresholdFactor, changes }: ConversionSettings): Method {
  const { method } = presets[preset];
  return { ...method, ...changes, thresholdFactor: method.thresholdFactor * thresholdFactor };
}
