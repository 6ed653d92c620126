import type { Hertz } from '../units.ts';

/** How a sample's values become the input of the network. Values are those that the model takes, usually 0 to 1. */
export type Encoding = ConstantCurrent | Poisson | AnnarchyPoisson | ValueEncoding;

/** Encodings in which a neuron's spikes follow from its value alone, so that equal values share one train. */
export type ValueEncoding = Regular | Phase | PhaseShiftOscillation | Burst | IntrinsicallyBursting | TimeToFirstSpike;

/**
 * ON and OFF channels: a negative value is encoded like its magnitude, in spikes of −1. Absent: negative values are silent (ANNarchy), or
 * what the equation makes of them.
 */
interface OnOff {
  readonly onOff?: true;
}

/** No input spikes: each value is a constant current through the first synapses, in every step (Rueckauer et al. 2017). */
export interface ConstantCurrent {
  readonly kind: 'constantCurrent';
}

/** A spike in a step with probability value · maxRate · dt / 1000, drawn independently for each sample, step and neuron. */
export interface Poisson extends OnOff {
  readonly kind: 'poisson';
  readonly maxRate: Hertz;
}

/**
 * ANNarchy's CPN to the letter: as Poisson, but drawn from one Mersenne Twister that starts from the seed anew for every sample, so that all
 * samples see the same random numbers.
 */
export interface AnnarchyPoisson {
  readonly kind: 'annarchyPoisson';
  readonly maxRate: Hertz;
}

/** Evenly spaced spikes at rate value · maxRate: one whenever the rate, added up, passes a whole number. */
export interface Regular extends OnOff {
  readonly kind: 'regular';
  readonly maxRate: Hertz;
}

/**
 * Weighted spikes (Kim et al. 2018): the binary digits of the value, most significant first, again in every period; a spike in phase
 * p = 0, 1, … stands for 2^−(1+p).
 */
export interface Phase extends OnOff {
  readonly kind: 'phase';
  /** Steps: number of digits. */
  readonly period: number;
}

/**
 * A burst neuron (Park et al. 2019) driven by the value: its threshold of 1/8 doubles after every step with a spike and falls back after one
 * without; what it sends is the threshold, in spikes of 1/8 each.
 */
export interface Burst extends OnOff {
  readonly kind: 'burst';
  /** Most spikes in a step: a power of two. */
  readonly limit: number;
}

/**
 * One spike in every window, the earlier the larger the value: at step (1 − value) · (window − 1), or at the logarithmic
 * (1 − ln(1 + value · (e − 1))) · (window − 1), rounded; it stands for the value that its time means. No spike for a value that
 * would come last or later.
 */
export interface TimeToFirstSpike extends OnOff {
  readonly kind: 'timeToFirstSpike';
  /** Steps. */
  readonly window: number;
  readonly scale: 'linear' | 'logarithmic';
}

/** An Izhikevich neuron of the intrinsically bursting type, driven by value · maxCurrent; ANNarchy's IB with maxCurrent 100. */
export interface IntrinsicallyBursting {
  readonly kind: 'intrinsicallyBursting';
  readonly maxCurrent: number;
}

/** A spike where value · maxLevel exceeds a threshold that doubles through a period of eight steps; ANNarchy's PSO with maxLevel 100. */
export interface PhaseShiftOscillation {
  readonly kind: 'phaseShiftOscillation';
  readonly maxLevel: number;
}

export type EncodingKind = Encoding['kind'];
