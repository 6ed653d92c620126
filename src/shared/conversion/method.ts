import type { Milliseconds } from '../units.ts';
import type { LayerValues } from './layerValues.ts';

/**
 * Every setting of the conversion. A preset is a complete set of them; a sweep varies any of them over it. Settings that a family does
 * not use are ignored there, and count for nothing in ids.
 */
export interface Method {
  readonly family: Family;
  readonly normalisation: Normalisation;
  /** Used by `percentile` and, where no activation is bounded, by `clip`: in %, above 0 and at most 100. */
  readonly percentile: number;
  /** One scale for a layer, or one for each of its channels. */
  readonly granularity: 'layer' | 'channel';
  /** Scales (ANNarchy: thresholds) are multiplied by it; above 0. */
  readonly thresholdFactor: number;
  /** Further factors for single layers, or for each of their channels; above 0. Null for none. */
  readonly layerThresholds: LayerValues | null;
  readonly reset: 'zero' | 'subtraction';
  readonly spikes: SpikeKind;
  /** Used by `burst`: most spikes in one step (Li and Zeng 2022: 5). */
  readonly burstLimit: number;
  /** Leaky integrate-and-fire: v decays by exp(−dt/τ) in every step; null for no leak. In ms. */
  readonly membraneTimeConstant: Milliseconds | null;
  /** After a spike a neuron neither integrates nor fires for this time; in ms. */
  readonly refractoryPeriod: Milliseconds;
  /** In thresholds; null for none. */
  readonly lowerBound: number | null;
  /** Exponential synapses: time constant of the current in ms; null for currents of one step. */
  readonly synapticTimeConstant: Milliseconds | null;
  readonly initialPotential: InitialPotential;
  /** Deng and Gu 2021: threshold / (2T) is added to every neuron in each step; T in steps, null for none. */
  readonly shiftSteps: number | null;
  readonly maxPooling: 'gated' | 'anySpike' | 'telescoped';
  /** Steps between a spike and its effect. */
  readonly delay: 0 | 1;
  /** Other delays, 0 or 1, into single layers. Null for none. */
  readonly layerDelays: LayerValues | null;
  readonly correction: Correction;
  /** Steps that normalisation by least squares or by spikes, and corrections, are made for; `automatic`: by the depth of the network. */
  readonly calibrationSteps: number | 'automatic';
  /** Steps after which readouts begin to count; `automatic`: when the first spikes can have reached the output (Bu 2024). */
  readonly readoutDelay: number | 'automatic';
}

/**
 * `annarchy`: ANNarchy 5.0.3's own rules. `rate`: activations as firing rates. `fewSpike`: binary digits over K steps a layer (Stöckl and
 * Maass 2021). `firstSpike`: the time of one spike a neuron (Stanojevic et al. 2022).
 */
export type Family = 'annarchy' | 'rate' | 'fewSpike' | 'firstSpike';

/**
 * What a spike in every step stands for. `none`: 1. `modelBased`: the largest sum of positive weights into a unit (Diehl et al. 2015).
 * `maximum`: the larger of the strongest activation and the strongest weight (Diehl et al. 2015, data-based). `percentile`: of the
 * activations (Rueckauer et al. 2017). `spikeBased`: the strongest input current that spikes make (Sengupta et al. 2019).
 * `leastSquares`: the scale with the least squared error at the calibration steps (Li et al. 2021). `localBalancing`: local threshold
 * balancing (Bu et al. 2024). `clip`: the bound of the activation (ReLU6, `max_value`; Bu et al. 2022: the learned clip), else as
 * `percentile`. In the family annarchy `modelBased` is the manual's depth factor and everything else is none.
 */
export type Normalisation =
  'none' | 'modelBased' | 'maximum' | 'percentile' | 'spikeBased' | 'leastSquares' | 'localBalancing' | 'clip';

/** `signed`: also −1 where the potential is negative and the neuron has spiked before. `burst`: several spikes in a step. */
export type SpikeKind = 'binary' | 'signed' | 'burst';

/** Zero, half a threshold (Bu et al. 2022), or drawn uniformly from 0 to a threshold. */
export type InitialPotential = 'zero' | 'half' | 'uniform';

/** After conversion, layer by layer on calibration images: `bias` per channel (Li et al. 2021), or the start `potential` per neuron. */
export type Correction = 'none' | 'bias' | 'potential';

/** Whether a method must see images before it can convert. */
export function needsCalibration({ family, normalisation, correction, readoutDelay }: Method): boolean {
  if (family === 'annarchy') return false;
  if (normalisation !== 'none' && normalisation !== 'modelBased') return true;
  return family === 'rate' && (correction !== 'none' || readoutDelay === 'automatic');
}
