import type { Hertz } from '../units.ts';

/** How a sample's values become the input of the network. Values are those that the model takes, usually 0 to 1. */
export type Encoding = ConstantCurrent | Poisson | IntrinsicallyBursting | PhaseShiftOscillation;

/** No input spikes: each value is a constant current through the first synapses, in every step (Rueckauer et al. 2017). */
export interface ConstantCurrent {
  readonly kind: 'constantCurrent';
}

/** A spike in a step with probability value · maxRate · dt / 1000; ANNarchy's CPN with maxRate 100 Hz. */
export interface Poisson {
  readonly kind: 'poisson';
  readonly maxRate: Hertz;
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
