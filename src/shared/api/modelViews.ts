import type { PresetName } from '../conversion/settings.ts';
import type { Scaling } from '../dataset/dataset.ts';
import type { Histogram } from '../metrics/histogram.ts';
import type { ModelSource, Shape } from '../model/graph.ts';
import type { LayerDetail } from '../model/layerDetails.ts';
import type { ConversionReport } from './engineViews.ts';

/** What the view Model shows. */

export interface ModelView {
  readonly name: string;
  readonly source: ModelSource;
  readonly sha256: string;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly parameters: number;
  /** In an order in which every node comes after its inputs. */
  readonly nodes: readonly ModelNode[];
  readonly conversions: readonly ConversionReport[];
}

export interface ModelNode {
  /** Unique; what `model.layer` takes. */
  readonly name: string;
  readonly className: string;
  /** What the entry computes: the kind of operation, for an activation its function. */
  readonly operation: string;
  /** Positions in `nodes`: the edges. */
  readonly inputs: readonly number[];
  readonly shape: Shape;
  readonly parameters: number;
  /** Settings worth reading in the details: kernel size, strides, padding, … as label and text. */
  readonly details: readonly LayerDetail[];
  readonly verdicts: Readonly<Record<PresetName, Verdict>>;
}

/** What becomes of a layer: converted as it is; changed, folded or dropped on the way; impossible. */
export interface Verdict {
  readonly level: 'green' | 'amber' | 'red';
  /** One sentence: what it becomes, or why not and what to do. */
  readonly reason: string;
}

export interface LayerView {
  readonly name: string;
  /** One for each array of weights: kernel, bias, gamma, … */
  readonly weights: readonly { readonly name: string; readonly shape: Shape; readonly histogram: Histogram }[];
  /** Over the values of `activationSamples` samples; null where there is no data. */
  readonly activations: Histogram | null;
  readonly activationSamples: number;
}

export interface AnalogAccuracy {
  readonly samples: number;
  readonly scaling: Scaling;
  readonly correct: number;
  /** Wilson interval of 95 %. */
  readonly low: number;
  readonly high: number;
  /** Name of the tfjs backend. */
  readonly backend: string;
  /** The same samples under the other scaling: a large difference says that the scaling is wrong. */
  readonly other: { readonly scaling: Scaling; readonly correct: number };
}
