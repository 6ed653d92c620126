import type { SpikingNetwork } from '../conversion/network.ts';
import type { Encoding } from './encoding.ts';
import type { EngineName } from './engineName.ts';
import type { Recording } from './recording.ts';

/** Something that simulates spiking networks. The reference engine defines what is correct; every other one is held against it. */
export interface SimulationEngine {
  readonly name: EngineName;
  /**
   * Prepares networks that share one encoded input (the cells of a sweep that agree on encoding and seed). Throws a RangeError when the
   * networks disagree on the shape of the input or the time step.
   */
  load(networks: readonly SpikingNetwork[], encoding: Encoding, steps: number): LoadedNetworks;
}

export interface LoadedNetworks {
  /** Simulates one sample from rest through every network. The recordings are valid until the next call. */
  simulate(sample: Float32Array, draw: RandomDraw, options?: SimulationOptions): readonly Recording[];
  /** Bytes held for weights, states and spikes. */
  readonly bytes: number;
}

/** Names the random stream of a sample: its position in the whole split, so that subsets repeat the results of the whole. */
export interface RandomDraw {
  readonly seed: number;
  readonly sample: number;
}

export interface SimulationOptions {
  /** Keep every spike of every population. */
  readonly trains?: boolean;
  /** Keep the potentials of these neurons; the reference engine alone does. */
  readonly potentials?: readonly Neuron[];
}

/** A neuron of a network: index of its population, and its number in it. */
export interface Neuron {
  readonly population: number;
  readonly neuron: number;
}
