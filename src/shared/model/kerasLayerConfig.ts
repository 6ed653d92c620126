import { assertNever } from '../assertNever.ts';
import type { Tensor } from '../tensor.ts';
import type { ActivationFunction, Operation, Pair, Shape } from './graph.ts';

/** A JSON object of config.json. */
export type KerasConfig = Readonly<Record<string, unknown>>;

/** What Keras stores of one layer besides its name and its connections; weights in the order of `layer.weights`. */
export interface KerasLayerConfig {
  readonly className: string;
  readonly config: KerasConfig;
  readonly weights: readonly Tensor[];
  /** Whether Keras notes the input shape for this class (`build_config`): for those that build weights, and some more. */
  readonly notesBuild: boolean;
}

/** A layer in the words of Keras. `activation` goes into the layer where the class has such an argument; `shape` is that of its output. */
export function kerasLayerConfig(
  operation: Operation,
  activation: string,
  shape: Shape,
  dropoutRate: number,
): KerasLayerConfig {
  const trainable = { trainable: true, dtype: floatPolicy };
  const plain = (className: string, config: KerasConfig): KerasLayerConfig => ({
    className,
    config: { ...trainable, ...config },
    weights: [],
    notesBuild: false,
  });
  switch (operation.kind) {
    case 'input':
      return {
        ...plain('InputLayer', {}),
        config: { batch_shape: [null, ...shape], dtype: 'float32', sparse: false, ragged: false, optional: false },
      };
    case 'dense': {
      const { kernel, bias } = operation;
      const config = { ...trainable, units: kernel.shape[1], activation, ...usualInitialisers(bias !== null) };
      return { className: 'Dense', config, weights: withBias(kernel, bias), notesBuild: true };
    }
    case 'convolution': {
      const { kernel, bias, strides, padding, dilation, groups } = operation;
      const [rows = 1, columns = 1, inputs = 1, filters = 1] = kernel.shape;
      const config = {
        ...trainable,
        filters,
        kernel_size: extents([rows, columns], shape),
        strides: extents(strides, shape),
        padding,
        data_format: 'channels_last',
        dilation_rate: extents(dilation, shape),
        groups,
        activation,
        ...usualInitialisers(bias !== null),
        activity_regularizer: null,
      };
      const stored = isSequence(shape) ? { shape: [rows, inputs, filters], data: kernel.data } : kernel;
      return { className: `Conv${rankOf(shape)}`, config, weights: withBias(stored, bias), notesBuild: true };
    }
    case 'maxPooling':
    case 'averagePooling':
      return plain(`${operation.kind === 'maxPooling' ? 'Max' : 'Average'}Pooling${rankOf(shape)}`, {
        pool_size: extents(operation.size, shape),
        padding: operation.padding,
        strides: extents(operation.strides, shape),
        data_format: 'channels_last',
      });
    case 'batchNormalization': {
      const { gamma, beta, mean, variance, epsilon } = operation;
      const weights = [gamma, beta, mean, variance].map((data) => ({ shape: [data.length], data }));
      const config = { ...trainable, axis: -1, momentum: 0.99, epsilon, center: true, scale: true };
      return { className: 'BatchNormalization', config, weights, notesBuild: true };
    }
    case 'activation':
      return activationLayer(operation.function, plain);
    case 'reshape':
      return shape.length === 1
        ? { ...plain('Flatten', { data_format: 'channels_last' }), notesBuild: true }
        : plain('Reshape', { target_shape: [...shape] });
    case 'identity':
      return plain('Dropout', { rate: dropoutRate, seed: null, noise_shape: null });
    case 'depthwiseConvolution':
    case 'permute':
    case 'zeroPadding':
    case 'cropping':
    case 'upsampling':
    case 'scaling':
    case 'merge':
    case 'concatenate':
      throw new Error(`Layers of kind ${operation.kind} are not written`);
    default:
      return assertNever(operation);
  }
}

/** Keras's name of an activation that a layer can have as its argument; null for one that needs a layer of its own. */
export function plainActivation(activation: ActivationFunction): string | null {
  if (activation.kind !== 'relu') return activation.kind;
  const { maxValue, negativeSlope, threshold } = activation;
  return maxValue === null && negativeSlope === 0 && threshold === 0 ? 'relu' : null;
}

function activationLayer(
  activation: ActivationFunction,
  plain: (className: string, config: KerasConfig) => KerasLayerConfig,
): KerasLayerConfig {
  const name = plainActivation(activation);
  if (name !== null) return plain('Activation', { activation: name });
  if (activation.kind !== 'relu') throw new Error(`The activation ${activation.kind} is not written`);
  const { maxValue, negativeSlope, threshold } = activation;
  return plain('ReLU', { max_value: maxValue, negative_slope: negativeSlope, threshold });
}

/** Keras 3 writes the number type of a layer as an object. */
const floatPolicy = kerasObject('keras', 'DTypePolicy', { name: 'float32' });

/** Initialisers say how the weights began, which no longer matters; Keras's defaults are written, since readers expect the keys. */
function usualInitialisers(hasBias: boolean): KerasConfig {
  return {
    use_bias: hasBias,
    kernel_initializer: kerasObject('keras.initializers', 'GlorotUniform', {
      seed: null,
      input_axes: null,
      output_axes: null,
    }),
    bias_initializer: kerasObject('keras.initializers', 'Zeros', {}),
    kernel_regularizer: null,
    bias_regularizer: null,
    kernel_constraint: null,
    bias_constraint: null,
  };
}

/** How Keras 3 writes any object in JSON. */
export function kerasObject(module: string, className: string, config: KerasConfig): KerasConfig {
  return { module, class_name: className, config, registered_name: null };
}

function withBias(kernel: Tensor, bias: Tensor | null): readonly Tensor[] {
  return bias === null ? [kernel] : [kernel, bias];
}

/** One-dimensional layers are computed on a width of one, and Keras knows nothing of that. */
function isSequence(shape: Shape): boolean {
  return shape.length === 2;
}

function rankOf(shape: Shape): '1D' | '2D' {
  return isSequence(shape) ? '1D' : '2D';
}

function extents(pair: Pair, shape: Shape): readonly number[] {
  return isSequence(shape) ? [pair[0]] : [...pair];
}
