import type { Tensor } from '../tensor.ts';

/** Extent of each axis without the batch axis, channels last: [height, width, channels], [length, channels] or [features]. */
export type Shape = readonly number[];

/**
 * The analog network as read from the file: a directed acyclic graph of operations, submodels flattened, in an order in which every
 * layer comes after its inputs. A Keras layer with an activation argument becomes two entries, the second one of kind `activation`.
 */
export interface ModelGraph {
  readonly name: string;
  readonly source: ModelSource;
  readonly layers: readonly Layer[];
  /** Index in `layers` of the one `input` entry. */
  readonly input: number;
  /** Index in `layers` of the entry whose value is the model's output. */
  readonly output: number;
}

export interface ModelSource {
  readonly container: 'keras' | 'h5';
  /** As written in the file; null where the file does not say. */
  readonly kerasVersion: string | null;
  readonly architecture: 'Sequential' | 'Functional';
}

export interface Layer {
  /**
   * Unique in the graph: the Keras name; `submodel/name` inside a submodel; `name#2` for the second use of a shared layer. What a Keras
   * layer brings besides stands behind a slash: `/relu` its activation, `/depthwise` the first half of a separable convolution, `/padding`
   * of a causal one, `/flatten` the reshape behind global pooling.
   */
  readonly name: string;
  readonly keras: KerasOrigin;
  /** Indices of earlier entries of `layers`, in the order of the arguments. */
  readonly inputs: readonly number[];
  readonly shape: Shape;
  readonly operation: Operation;
}

/** Where in the Keras model an entry comes from. */
export interface KerasOrigin {
  readonly name: string;
  readonly className: string;
  /** Position in the list of layers of the saved config (inside a submodel, in the submodel's list), where InputLayer is 0 and layers that do nothing count too. For a Sequential without an InputLayer the first layer is 1. */
  readonly index: number;
}

export type Padding = 'same' | 'valid';
/** [rows, columns]. A one-dimensional layer uses [steps, 1] and is computed on a width of one. */
export type Pair = readonly [number, number];

export type Operation =
  | { readonly kind: 'input' }
  /** output = x · kernel + bias on the last axis. */
  | { readonly kind: 'dense'; readonly kernel: Tensor; readonly bias: Tensor | null }
  | Convolution
  | DepthwiseConvolution
  | Pooling
  | BatchNormalization
  | { readonly kind: 'activation'; readonly function: ActivationFunction }
  /** Same values in the same row-major order under another shape: Flatten, Reshape. */
  | { readonly kind: 'reshape' }
  /** Axes numbered from 0 without the batch axis. */
  | { readonly kind: 'permute'; readonly order: readonly number[] }
  | { readonly kind: 'zeroPadding'; readonly rows: Pair; readonly columns: Pair }
  | { readonly kind: 'cropping'; readonly rows: Pair; readonly columns: Pair }
  /** Nearest neighbour. */
  | { readonly kind: 'upsampling'; readonly factor: Pair }
  /** x · scale + offset, one value each or one per channel. */
  | { readonly kind: 'scaling'; readonly scale: Float32Array; readonly offset: Float32Array }
  | { readonly kind: 'merge'; readonly rule: 'add' | 'average' | 'maximum' | 'subtract' | 'multiply' }
  /** Axis numbered from 0 without the batch axis. */
  | { readonly kind: 'concatenate'; readonly axis: number }
  /** Does nothing at inference: Dropout, noise, regularisation. `inTraining`: what it does there, where that can be trained here. */
  | { readonly kind: 'identity'; readonly inTraining?: TrainingEffect };

/** `dropout`: share of the values set to zero. `noise`: normally distributed, with this standard deviation. */
export type TrainingEffect =
  { readonly kind: 'dropout'; readonly rate: number } | { readonly kind: 'noise'; readonly deviation: number };

export interface Convolution {
  readonly kind: 'convolution';
  /** [kernel height, kernel width, input channels / groups, output channels]. */
  readonly kernel: Tensor;
  readonly bias: Tensor | null;
  readonly strides: Pair;
  readonly padding: Padding;
  readonly dilation: Pair;
  readonly groups: number;
}

export interface DepthwiseConvolution {
  readonly kind: 'depthwiseConvolution';
  /** [kernel height, kernel width, input channels, multiplier]; output channel = input channel · multiplier + m. */
  readonly kernel: Tensor;
  readonly bias: Tensor | null;
  readonly strides: Pair;
  readonly padding: Padding;
  readonly dilation: Pair;
}

/** Average pooling divides by the number of cells inside the image (TensorFlow's rule). Global pooling is pooling over the whole image followed by a reshape. */
export interface Pooling {
  readonly kind: 'maxPooling' | 'averagePooling';
  readonly size: Pair;
  readonly strides: Pair;
  readonly padding: Padding;
}

/** gamma · (x − mean) / √(variance + epsilon) + beta on the last axis; gamma and beta are filled in (1 and 0) where the file has none. */
export interface BatchNormalization {
  readonly kind: 'batchNormalization';
  readonly gamma: Float32Array;
  readonly beta: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
  readonly epsilon: number;
}

export type ActivationFunction =
  | { readonly kind: 'linear' }
  /** Keras's ReLU: x ≥ maxValue → maxValue; x ≥ threshold → x; else negativeSlope · (x − threshold). */
  | {
      readonly kind: 'relu';
      readonly maxValue: number | null;
      readonly negativeSlope: number;
      readonly threshold: number;
    }
  | { readonly kind: 'softmax' }
  /** Can be computed for the analog reference; has no spiking counterpart except at the output, where it keeps the order of the scores. */
  | { readonly kind: 'sigmoid' | 'tanh' | 'elu' };
