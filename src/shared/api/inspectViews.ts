import type { Readout } from '../simulation/readout.ts';
import type { Raster } from './dataViews.ts';

/** What the view Inspect shows: one sample through one cell, to the longest duration of the run. */
export interface InspectView {
  readonly sample: number;
  readonly label: number;
  readonly analogClass: number;
  /** Output of the analog network: [class]. */
  readonly analogScores: readonly number[];
  /** ms at the end of each step. */
  readonly time: readonly number[];
  readonly image: SampleImage;
  /** Spiking populations, input first. */
  readonly populations: readonly InspectedPopulation[];
  readonly readouts: readonly InspectedReadout[];
  readonly potentials: readonly InspectedPotential[];
  /** Populations whose neurons have a potential, for choosing. */
  readonly withPotential: readonly { readonly population: string; readonly neurons: number }[];
}

export interface SampleImage {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** Base64 of bytes [row][column][channel]. */
  readonly pixels: string;
}

export interface InspectedPopulation {
  readonly name: string;
  /** [height, width, channels]. */
  readonly shape: readonly number[];
  readonly neurons: number;
  readonly raster: Raster;
  /** Hz; how many neurons fire at each rate. */
  readonly rates: { readonly edges: readonly number[]; readonly counts: readonly number[] };
  /** Against the analog activations of the same layer; null where the layer has none (input, or no counterpart). */
  readonly activations: ActivationComparison | null;
}

export interface ActivationComparison {
  /** Pearson's correlation of activation and firing rate; null where one of them does not vary. */
  readonly correlation: number | null;
  /** At most 2,000 neurons, evenly chosen: activation, and firing rate in Hz. */
  readonly points: readonly (readonly [number, number])[];
}

export interface InspectedReadout {
  readonly readout: Readout;
  /** [step][class]: spikes so far, potentials, or 1 for the classes that have won. */
  readonly scores: readonly (readonly number[])[];
  /** Class after each step, and whether several share the best score. */
  readonly classes: readonly number[];
  readonly tied: readonly boolean[];
  /** How sure it is of its class at the end, 0 to 1: see `confidenceOf`. */
  readonly confidence: number;
}

export interface InspectedPotential {
  readonly population: string;
  readonly neuron: number;
  /** After each step. */
  readonly values: readonly number[];
  /** Null for neurons that never spike. */
  readonly threshold: number | null;
}
