import { assertNever } from '../assertNever.ts';
import type { ActivationFunction, BatchNormalization, Layer, Pair, Shape, TrainingEffect } from './graph.ts';
import {
  extents,
  isSequence,
  kerasLayer,
  type KerasLayerConfig,
  kerasObject,
  plainActivation,
  rankOf,
} from './kerasObjects.ts';

type PlainOperation = Exclude<
  Layer['operation'],
  { kind: 'dense' } | { kind: 'convolution' } | { kind: 'depthwiseConvolution' }
>;

/** An entry of the graph without kernels as a Keras layer of its own. Where several classes compute the same, it keeps the one it came from. */
export function plainLayer(operation: PlainOperation, { keras, shape }: Layer): KerasLayerConfig {
  switch (operation.kind) {
    case 'input': {
      const layer = kerasLayer('InputLayer', {});
      const config = { batch_shape: [null, ...shape], dtype: 'float32', sparse: false, ragged: false, optional: false };
      return { ...layer, config };
    }
    case 'maxPooling':
    case 'averagePooling':
      return kerasLayer(`${operation.kind === 'maxPooling' ? 'Max' : 'Average'}Pooling${rankOf(shape)}`, {
        pool_size: extents(operation.size, shape),
        padding: operation.padding,
        strides: extents(operation.strides, shape),
        ...channelsLast,
      });
    case 'batchNormalization':
      return batchNormalizationLayer(operation);
    case 'activation':
      return activationLayer(operation.function, keras.className);
    case 'reshape':
      return shape.length === 1 && keras.className !== 'Reshape'
        ? kerasLayer('Flatten', channelsLast, { notesBuild: true })
        : kerasLayer('Reshape', { target_shape: [...shape] });
    case 'identity':
      return idleLayer(keras.className, operation.inTraining);
    case 'merge':
      return kerasLayer(mergeClasses[operation.rule], {}, { notesBuild: true });
    case 'concatenate':
      // Keras counts the axis of samples, and usually from behind.
      return kerasLayer(
        'Concatenate',
        { axis: operation.axis === shape.length - 1 ? -1 : operation.axis + 1 },
        { notesBuild: true },
      );
    case 'permute':
      return kerasLayer('Permute', { dims: operation.order.map((axis) => axis + 1) }, { notesBuild: true });
    case 'zeroPadding':
    case 'cropping': {
      const [stem, key] =
        operation.kind === 'zeroPadding' ? (['ZeroPadding', 'padding'] as const) : (['Cropping', 'cropping'] as const);
      const margins = margin([operation.rows, operation.columns], shape);
      return kerasLayer(`${stem}${rankOf(shape)}`, { [key]: margins, ...channelsLast }, { notesBuild: true });
    }
    case 'upsampling':
      return isSequence(shape)
        ? kerasLayer('UpSampling1D', { size: operation.factor[0] })
        : kerasLayer(
            'UpSampling2D',
            { size: [...operation.factor], ...channelsLast, interpolation: 'nearest' },
            { notesBuild: true },
          );
    case 'scaling':
      return kerasLayer(
        'Rescaling',
        { scale: numbers(operation.scale), offset: numbers(operation.offset) },
        { notesBuild: true },
      );
    default:
      return assertNever(operation);
  }
}

const channelsLast = { data_format: 'channels_last' };

const mergeClasses = {
  add: 'Add',
  average: 'Average',
  maximum: 'Maximum',
  subtract: 'Subtract',
  multiply: 'Multiply',
} as const;

function batchNormalizationLayer(operation: BatchNormalization): KerasLayerConfig {
  const { gamma, beta, mean, variance, epsilon } = operation;
  const [zeros, ones] = [kerasObject('keras.initializers', 'Zeros', {}), kerasObject('keras.initializers', 'Ones', {})];
  const config = {
    axis: -1,
    momentum: 0.99,
    epsilon,
    center: true,
    scale: true,
    beta_initializer: zeros,
    gamma_initializer: ones,
    moving_mean_initializer: zeros,
    moving_variance_initializer: ones,
    beta_regularizer: null,
    gamma_regularizer: null,
    beta_constraint: null,
    gamma_constraint: null,
    synchronized: false,
    renorm: false,
    renorm_clipping: null,
    renorm_momentum: 0.99,
  };
  const weights = [gamma, beta, mean, variance].map((data) => ({ shape: [data.length], data }));
  return kerasLayer('BatchNormalization', config, { weights, notesBuild: true, kwargs: { mask: null } });
}

function activationLayer(activation: ActivationFunction, className: string): KerasLayerConfig {
  if (activation.kind === 'softmax' && className === 'Softmax') {
    return kerasLayer('Softmax', { axis: -1 }, { kwargs: { mask: null } });
  }
  const name = plainActivation(activation);
  if (activation.kind !== 'relu' || (name !== null && className !== 'ReLU')) {
    return kerasLayer('Activation', { activation: name });
  }
  const { maxValue, negativeSlope, threshold } = activation;
  return className === 'LeakyReLU'
    ? kerasLayer('LeakyReLU', { negative_slope: negativeSlope })
    : kerasLayer('ReLU', { max_value: maxValue, negative_slope: negativeSlope, threshold });
}

/** Layers that act in training only; what they do there is none where the graph does not know it. */
function idleLayer(className: string, effect: TrainingEffect | undefined): KerasLayerConfig {
  const rate = effect?.kind === 'dropout' ? effect.rate : 0;
  const kwargs = { training: false };
  switch (className) {
    case 'Dropout':
      return kerasLayer('Dropout', { rate, seed: null, noise_shape: null }, { kwargs });
    case 'SpatialDropout1D':
    case 'SpatialDropout2D': {
      // Keras writes fewer keys for these two.
      const axes = className === 'SpatialDropout2D' ? channelsLast : {};
      return { ...kerasLayer(className, {}, { kwargs }), config: { rate, seed: null, ...axes, dtype: 'float32' } };
    }
    case 'GaussianNoise':
      return kerasLayer(className, { stddev: effect?.kind === 'noise' ? effect.deviation : 0, seed: null }, { kwargs });
    default:
      return kerasLayer('Identity', {});
  }
}

function margin([rows, columns]: readonly [Pair, Pair], shape: Shape): readonly unknown[] {
  return isSequence(shape) ? [...rows] : [[...rows], [...columns]];
}

/** A list of one is a number. */
function numbers(values: Float32Array): number | readonly number[] {
  return values.length === 1 ? values[0]! : Array.from(values);
}
