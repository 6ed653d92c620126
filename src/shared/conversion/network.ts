import type { Milliseconds } from '../units.ts';

/**
 * The converted network: populations of neurons in an order in which each comes after its sources. Population 0 is the input.
 * Neurons are numbered row-major over [height, width, channels], which is Keras's order of Flatten, so relabelling layers vanish.
 */
export interface SpikingNetwork {
  readonly name: string;
  readonly timeStep: Milliseconds;
  readonly populations: readonly Population[];
  /** The output layer twice: as spiking neurons and as neurons that only accumulate, so that one simulation serves every readout. */
  readonly outputs: { readonly spiking: number; readonly accumulating: number };
  /** Steps that readouts leave out at the start: what arrives before says little (Bu et al. 2024, delayed readout). */
  readonly readoutDelay: number;
}

/** [height, width, channels]; a layer of n features is [1, 1, n]. */
export type PopulationShape = readonly [number, number, number];

export interface Population {
  /** Unique in the network; the name of the Keras layer where there is one. */
  readonly name: string;
  readonly shape: PopulationShape;
  readonly dynamics: Dynamics;
}

export type Dynamics = InputDynamics | IntegrateAndFire | Accumulator | MaximumGate | Relay;

/** Spikes (or a constant current) made by the encoding. */
export interface InputDynamics {
  readonly kind: 'input';
  /** Factor of a constant current in each step: [step], 0 past the end; null for 1 throughout. */
  readonly amplitudes: Float32Array | null;
}

/**
 * A value for every neuron (length height · width · channels), for every channel (length channels) or for the whole population (length 1).
 */
export type NeuronParameter = Float32Array;

/** How incoming spikes become the current of a step; shared by integrate-and-fire neurons and accumulators. */
export interface Currents {
  /** Added up in this order, and inside each in ascending order of the source neuron: the order defines the rounding. */
  readonly synapses: readonly Synapses[];
  /**
   * Exponential synapses: g(t) = decay · g(t−1) + Σ w, and g is the current; null: the current is Σ w of this step alone.
   * ANNarchy's convolution of spike traces, mask(t) = (1 − dt/τ) mask(t−1) + s(t)/τ, is this with w = W/τ, by linearity.
   */
  readonly currentDecay: number | null;
  /** Added to the potential in every step, before the synapses; null for none. */
  readonly biasCurrent: NeuronParameter | null;
  /** The potential never falls below it; null for no bound. */
  readonly lowerBound: number | null;
}

/**
 * v ← max(leak · v + bias + current, lowerBound); spikes where v passes the threshold; then the reset. Single precision throughout.
 */
export interface IntegrateAndFire extends Currents {
  readonly kind: 'integrateAndFire';
  /** Factor of the potential in every step before anything is added: exp(−dt/τ) of a leaky neuron; null for none. */
  readonly leak: number | null;
  /** Steps after a spike in which the neuron neither integrates nor fires; its synaptic current goes on. */
  readonly refractorySteps: number;
  readonly spikes: SpikeRule;
  readonly threshold: NeuronParameter;
  /** Spike where v > threshold (`above`) or v ≥ threshold (`atLeast`). */
  readonly comparison: 'above' | 'atLeast';
  /** `zero`: v ← 0, what exceeds the threshold is lost. `subtraction`: v ← v − threshold. */
  readonly reset: 'zero' | 'subtraction';
  readonly initialPotential: NeuronParameter;
  /** Codes in which the time of a spike carries its meaning; null where every step is like every other. */
  readonly clock: Clock | null;
}

/**
 * `binary`: at most one spike a step. `burst`: min(limit, ⌊v / threshold⌋) spikes, the reset takes that many thresholds (Li and Zeng 2022).
 * `signed`: besides, −1 where v ≤ −0.001 · threshold and the neuron has sent more spikes than it has taken back; the reset gives a
 * threshold back (Wang et al. 2022, signed neuron with memory). `bipolar`: besides, −1 where v ≤ −`lower` · threshold, whatever was sent
 * before, so that rates can be negative; the reset gives a threshold back. `lower` is above 0.
 */
export type SpikeRule =
  | { readonly kind: 'binary' }
  | { readonly kind: 'burst'; readonly limit: number }
  | { readonly kind: 'signed' }
  | { readonly kind: 'bipolar'; readonly lower: number };

/** Per step: [step]. Past the end of a list thresholds are infinite and everything else is 0. */
export interface Clock {
  /** Factor of the threshold; Infinity where the neuron is not to fire. */
  readonly thresholds: Float32Array;
  /** Thresholds that a spike takes from the potential (reset by subtraction). */
  readonly resets: Float32Array;
  /** Factor of the bias current. */
  readonly biases: Float32Array;
  /** What a spike of this neuron stands for when sent in the step: factor of the weights that it meets. */
  readonly amplitudes: Float32Array;
  /** Whether a neuron fires once and then never again. */
  readonly once: boolean;
}

/** v ← max(v + bias + current, lowerBound), from 0; never spikes. For the membrane potential readout. */
export interface Accumulator extends Currents {
  readonly kind: 'accumulator';
  /** Factor of the bias current in each step: [step], 0 past the end; null for 1 throughout. */
  readonly biasClock: Float32Array | null;
}

/**
 * Max pooling that passes spikes on, in the same step. With n(i, t) the spikes of neuron i of the window up to step t, negative ones
 * subtracted:
 * `gated`: the spikes of the neuron with the largest n, this step included, the first in row-major order on a tie (Rueckauer et al. 2017,
 * section 2.2.4). `anySpike`: the largest number of spikes that a neuron of the window sends in the step, silence counting 0.
 * `telescoped`: the change of max n since the step before, from 0, so that all spikes sent add up to the maximum. `first`: one
 * spike when the first of the window fires (the maximum of a first-spike code). `leading`: digits from the most significant one: a
 * spike where any neuron that has so far spiked whenever the gate did spikes (the maximum of binary digits).
 */
export interface MaximumGate {
  readonly kind: 'maximumGate';
  readonly rule: 'gated' | 'anySpike' | 'telescoped' | 'first' | 'leading';
  readonly source: number;
  readonly window: PoolingWindow;
  readonly delay: Delay;
}

/**
 * Wires, not neurons: passes the spikes (or the constant currents) of its sources on under new numbers, in the same step. For padding,
 * cropping, upsampling, permuting, reshaping and concatenating.
 */
export interface Relay {
  readonly kind: 'relay';
  readonly sources: readonly number[];
  /** [target neuron]: position in the neurons of all sources one after the other, or −1 for a target that stays silent. */
  readonly origin: Int32Array;
}

/** Whole steps between a spike and its effect: 0 is in the same step, since layers are updated in order. */
export type Delay = 0 | 1;

export type Synapses =
  DenseSynapses | ConvolutionSynapses | DepthwiseSynapses | AveragePoolingSynapses | MaximumTraceSynapses;

export interface DenseSynapses {
  readonly kind: 'dense';
  readonly source: number;
  /** [source neuron][target neuron]. */
  readonly weights: Float32Array;
  readonly delay: Delay;
}

/** Cross-correlation as in Keras; groups split both channel axes into equal runs. */
export interface ConvolutionSynapses {
  readonly kind: 'convolution';
  readonly source: number;
  /** [kernel row][kernel column][source channel within the group][target channel]. */
  readonly weights: Float32Array;
  readonly window: ConvolutionWindow;
  readonly groups: number;
  readonly delay: Delay;
}

/** Target channel = source channel · multiplier + m. */
export interface DepthwiseSynapses {
  readonly kind: 'depthwise';
  readonly source: number;
  /** [kernel row][kernel column][source channel][multiplier]. */
  readonly weights: Float32Array;
  readonly window: ConvolutionWindow;
  readonly multiplier: number;
  readonly delay: Delay;
}

/** Every cell of the window adds `scale` / (number of cells: those inside the image, or the whole window). */
export interface AveragePoolingSynapses {
  readonly kind: 'averagePooling';
  readonly source: number;
  readonly window: PoolingWindow;
  readonly divisor: 'cellsInside' | 'wholeWindow';
  readonly scale: number;
  readonly delay: Delay;
}

/**
 * ANNarchy's max pooling: the current is the largest spike trace of the window, trace(t) = decay · trace(t−1) + increment · s(t).
 * Not linear in the spikes: the population's currentDecay must be null. Delay 1: the trace after the previous step.
 */
export interface MaximumTraceSynapses {
  readonly kind: 'maximumTrace';
  readonly source: number;
  readonly window: PoolingWindow;
  readonly decay: number;
  readonly increment: number;
  readonly delay: Delay;
}

/**
 * Row y of the target sees rows y · stride − before + k · dilation of the source, k = 0 … size − 1; columns likewise. Cells outside
 * the source count as silent. Pairs are [rows, columns].
 */
export interface ConvolutionWindow {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilation: readonly [number, number];
  /** Padding before the first row and the first column. */
  readonly before: readonly [number, number];
}

/** As ConvolutionWindow with dilation 1, each channel by itself. */
export interface PoolingWindow {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly before: readonly [number, number];
}

/** Number of neurons of a population. */
export function populationSize({ shape: [height, width, channels] }: Population): number {
  return height * width * channels;
}

/** The populations whose spikes are counted and reported, in order, input first: neither accumulators nor relays. */
export function spikingPopulations(network: SpikingNetwork): readonly number[] {
  return network.populations.flatMap(({ dynamics }, index) =>
    dynamics.kind === 'accumulator' || dynamics.kind === 'relay' ? [] : [index],
  );
}

/** The populations that a population listens to. */
export function sourcesOf({ dynamics }: Population): readonly number[] {
  switch (dynamics.kind) {
    case 'input':
      return [];
    case 'maximumGate':
      return [dynamics.source];
    case 'relay':
      return dynamics.sources;
    case 'integrateAndFire':
    case 'accumulator':
      return dynamics.synapses.map(({ source }) => source);
  }
}
