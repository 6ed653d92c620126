import type { Tensor } from '../tensor.ts';
import type { Convolution, DepthwiseConvolution, Operation, Shape } from './graph.ts';
import {
  extents,
  isSequence,
  type KerasConfig,
  kerasLayer,
  type KerasLayerConfig,
  kerasObject,
  rankOf,
} from './kerasObjects.ts';

type Dense = Extract<Operation, { kind: 'dense' }>;

export function denseLayer({ kernel, bias }: Dense, activation: string): KerasLayerConfig {
  const config = { units: kernel.shape[1], activation, ...biasUse(bias), ...initialisers(['kernel', 'bias']) };
  const rest = { ...nulls(['kernel_regularizer', 'bias_regularizer', 'kernel_constraint', 'bias_constraint']) };
  return kerasLayer('Dense', { ...config, ...rest, quantization_config: null }, built(withBias(kernel, bias)));
}

/** `shape` is that of the output. A causal convolution has its padding in an entry of its own. */
export function convolutionLayer(
  operation: Convolution,
  shape: Shape,
  activation: string,
  isCausal: boolean,
): KerasLayerConfig {
  const { kernel, bias, groups, padding } = operation;
  const config = {
    filters: kernel.shape[3],
    ...windowOf(operation, shape, isCausal ? 'causal' : padding),
    groups,
    activation,
    ...biasUse(bias),
    ...initialisers(['kernel', 'bias']),
    ...nulls([
      'kernel_regularizer',
      'bias_regularizer',
      'activity_regularizer',
      'kernel_constraint',
      'bias_constraint',
    ]),
  };
  return kerasLayer(`Conv${rankOf(shape)}`, config, built(withBias(stored(kernel, shape), bias)));
}

export function depthwiseLayer(operation: DepthwiseConvolution, shape: Shape, activation: string): KerasLayerConfig {
  const { kernel, bias, padding } = operation;
  const config = {
    depth_multiplier: kernel.shape[3],
    ...windowOf(operation, shape, padding),
    activation,
    ...biasUse(bias),
    ...initialisers(['depthwise', 'bias']),
    ...nulls([
      'depthwise_regularizer',
      'bias_regularizer',
      'activity_regularizer',
      'depthwise_constraint',
      'bias_constraint',
    ]),
  };
  return kerasLayer(`DepthwiseConv${rankOf(shape)}`, config, built(withBias(stored(kernel, shape), bias)));
}

/** A depthwise convolution and one of size one behind it, which has the bias. */
export function separableLayer(
  depthwise: DepthwiseConvolution,
  pointwise: Convolution,
  shape: Shape,
  activation: string,
): KerasLayerConfig {
  const { kernel, padding } = depthwise;
  const config = {
    depth_multiplier: kernel.shape[3],
    filters: pointwise.kernel.shape[3],
    ...windowOf(depthwise, shape, padding),
    activation,
    ...biasUse(pointwise.bias),
    ...initialisers(['depthwise', 'pointwise', 'bias']),
    ...nulls([
      'depthwise_regularizer',
      'pointwise_regularizer',
      'bias_regularizer',
      'activity_regularizer',
      'depthwise_constraint',
      'pointwise_constraint',
      'bias_constraint',
    ]),
  };
  const weights = [stored(kernel, shape), ...withBias(stored(pointwise.kernel, shape), pointwise.bias)];
  return kerasLayer(`SeparableConv${rankOf(shape)}`, config, built(weights));
}

function windowOf({ kernel, strides, dilation }: Convolution | DepthwiseConvolution, shape: Shape, padding: string) {
  const [rows = 1, columns = 1] = kernel.shape;
  return {
    kernel_size: extents([rows, columns], shape),
    strides: extents(strides, shape),
    padding,
    data_format: 'channels_last',
    dilation_rate: extents(dilation, shape),
  };
}

function built(weights: readonly Tensor[]) {
  return { weights, notesBuild: true };
}

function biasUse(bias: Tensor | null): KerasConfig {
  return { use_bias: bias !== null };
}

/** Initialisers say how the weights began, which no longer matters; Keras's defaults are written, since readers expect the keys. */
function initialisers(arrays: readonly ('kernel' | 'depthwise' | 'pointwise' | 'bias')[]): KerasConfig {
  const glorot = { seed: null, input_axes: null, output_axes: null };
  return Object.fromEntries(
    arrays.map((array) => [
      `${array}_initializer`,
      array === 'bias'
        ? kerasObject('keras.initializers', 'Zeros', {})
        : kerasObject('keras.initializers', 'GlorotUniform', glorot),
    ]),
  );
}

function nulls(keys: readonly string[]): KerasConfig {
  return Object.fromEntries(keys.map((key) => [key, null]));
}

/** A kernel as Keras keeps it: without the axis of columns in a one-dimensional layer. */
function stored(kernel: Tensor, shape: Shape): Tensor {
  if (!isSequence(shape)) return kernel;
  const [rows = 1, , ...rest] = kernel.shape;
  return { shape: [rows, ...rest], data: kernel.data };
}

function withBias(kernel: Tensor, bias: Tensor | null): readonly Tensor[] {
  return bias === null ? [kernel] : [kernel, bias];
}
