import type { Scaling } from '../dataset/dataset.ts';
import type { DatasetFacts } from '../dataset/measureDataset.ts';
import type { Shape } from '../model/graph.ts';

/** What the view Data shows. */

export interface DataView {
  readonly name: string;
  readonly sha256: string;
  readonly splits: readonly string[];
  /** The split that is described. */
  readonly split: string;
  readonly sampleShape: Shape;
  /** Samples in the split. */
  readonly count: number;
  readonly stored: '8-bit integers' | '32-bit floats';
  /** How stored values become inputs with the setting `auto`. */
  readonly scaling: Scaling;
  readonly facts: DatasetFacts;
  /** Empty where the source has none. */
  readonly classNames: readonly string[];
  /** [sample]; null where the source has none. */
  readonly labels: readonly number[] | null;
}

/** A run of samples as pictures. */
export interface DataPage {
  readonly from: number;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** 1 or 3; samples of another number of channels show the first. */
  readonly channels: 1 | 3;
  /** Base64 of bytes [sample][row][column][channel], the split's lowest value as 0 and its highest as 255. */
  readonly pixels: string;
  readonly labels: readonly number[] | null;
  /** Class that the analog network gives each sample; null where not asked for or no model is chosen. */
  readonly analogClasses: readonly number[] | null;
}

/** One sample under an encoding. */
export type EncodedSample =
  | { readonly kind: 'spikes'; readonly raster: Raster; /** Mean over all neurons. */ readonly meanRate: number }
  /** The values themselves, as a current in every step: [neuron]. */
  | { readonly kind: 'current'; readonly values: readonly number[]; readonly neurons: number };

/** Spikes as events in order of time: event i is neuron neurons[i] in step steps[i]. */
export interface Raster {
  /** Numbers of steps and of neurons. */
  readonly stepCount: number;
  readonly neuronCount: number;
  readonly steps: readonly number[];
  readonly neurons: readonly number[];
  /** Spikes in all; more than the events where those were thinned to every n-th neuron. */
  readonly spikes: number;
  /** 1: every neuron is there; n: only every n-th. */
  readonly everyNth: number;
}
