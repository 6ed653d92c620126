import type { Padding, Pair, Shape } from '../model/graph.ts';

/** A network to be trained, without weights: what the builder edits and `spikebench train` reads from a file. */
export interface Architecture {
  /** Name of the model in its file. */
  readonly name: string;
  /** Of a sample, channels last: [rows, columns, channels] or [features]. */
  readonly inputShape: Shape;
  /** Each after its inputs; the last one gives the scores of the classes. */
  readonly layers: readonly LayerPlan[];
}

/** A layer and its place in the network. */
export interface LayerPlan {
  /** Unique in the network; the layer's name in Keras. Names that begin with `input_layer` are taken. */
  readonly name: string;
  /** Names of earlier layers, or `input`; null: the layer before, or the input for the first one. Several for a layer of kind `add` only. */
  readonly inputs: readonly string[] | null;
  readonly form: LayerForm;
}

export const networkInput = 'input';

/** What a layer is. Convolutions and dense layers bring batch normalisation and activation with them, in this order. */
export type LayerForm =
  | ConvolutionForm
  | DepthwiseForm
  | DenseForm
  | {
      readonly kind: 'maxPooling' | 'averagePooling';
      readonly size: Pair;
      readonly strides: Pair;
      readonly padding: Padding;
    }
  | { readonly kind: 'globalMaxPooling' | 'globalAveragePooling' }
  /** `rate`: share of the values that are set to zero in training. */
  | { readonly kind: 'dropout'; readonly rate: number }
  /** Normally distributed noise with this standard deviation, added in training. */
  | { readonly kind: 'noise'; readonly deviation: number }
  | { readonly kind: 'flatten' }
  | { readonly kind: 'batchNormalization' }
  | { readonly kind: 'activation'; readonly activation: ActivationPlan }
  /** Sum of layers of one shape: the end of a residual branch. */
  | { readonly kind: 'add' };

export type LayerKind = LayerForm['kind'];

interface Weighted {
  readonly bias: boolean;
  readonly batchNormalization: boolean;
  readonly activation: ActivationPlan;
}

interface Windowed {
  /** Rows and columns of the kernel. */
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly padding: Padding;
}

export interface ConvolutionForm extends Weighted, Windowed {
  readonly kind: 'convolution';
  readonly filters: number;
  /** Each group of filters sees its share of the channels. */
  readonly groups: number;
}

/** One kernel for each channel. */
export interface DepthwiseForm extends Weighted, Windowed {
  readonly kind: 'depthwiseConvolution';
}

export interface DenseForm extends Weighted {
  readonly kind: 'dense';
  readonly units: number;
}

export type ActivationPlan =
  | { readonly kind: 'linear' | 'relu' | 'softmax' }
  /** min(relu(x), level). */
  | { readonly kind: 'clipped'; readonly level: ClipLevel }
  /**
   * Quantised, clipped, shifted: θ · clip(floor(x L / θ + 1/2) / L, 0, 1) with L levels and a threshold θ that is learned (Bu et al. 2022,
   * equation 15). `threshold`: where it begins; null: measured on the first batch.
   */
  | { readonly kind: 'qcfs'; readonly levels: number; readonly threshold: number | null };

/** Where a clipped ReLU ends. */
export type ClipLevel =
  | { readonly rule: 'fixed'; readonly value: number }
  /** The percentile (%) of the positive activations of a batch, measured anew every `measureEvery` steps. */
  | { readonly rule: 'percentile'; readonly percentile: number }
  /** Learned by gradient from `initial` on; null: from what the first batch gives. */
  | { readonly rule: 'learned'; readonly initial: number | null };

/** Steps between two measurements of a percentile level. */
export const measureEvery = 50;

/** The activations that a whole template can be made with. */
export const activationChoices = ['relu', 'clip', 'qcfs'] as const;
export type ActivationChoice = (typeof activationChoices)[number];

/** The architecture of a model that was read, as a start for the builder. */
export interface FoundArchitecture {
  readonly architecture: Architecture;
  /** What the model's graph does not say, and what stands in its place. */
  readonly notes: readonly string[];
}
