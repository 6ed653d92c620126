import {
  add,
  concat,
  div,
  elu,
  greaterEqual,
  image,
  matMul,
  maximum,
  minimum,
  mul,
  pad,
  relu,
  reshape,
  sigmoid,
  slice,
  softmax,
  sub,
  tanh,
  type Tensor as Values,
  type Tensor4D,
  tensor,
  transpose,
  where,
} from '@tensorflow/tfjs-core';
import { assertNever } from '../assertNever.ts';
import type { Tensor } from '../tensor.ts';
import { convolve, convolveDepthwise, pool } from './analogWindows.ts';
import type { ActivationFunction, BatchNormalization, Layer, Shape } from './graph.ts';
import { planeOf } from './shapes.ts';

/** The arithmetic of one entry of the graph. All values have the batch axis first. */
export interface AnalogOperation {
  apply(inputs: readonly Values[]): Values;
  /** Lets go of the weights. */
  dispose(): void;
}

/** Makes the weights of an entry tensors, and its operation a function of them. `inputShapes` are without the batch axis. */
export function analogOperation({ operation, shape }: Layer, inputShapes: readonly Shape[]): AnalogOperation {
  switch (operation.kind) {
    case 'dense': {
      const width = inputShapes[0]?.at(-1) ?? 1;
      return weighted([operation.kernel, operation.bias], (input, [kernel, bias]) =>
        shaped(biased(matMul(reshape(input, [-1, width]), kernel!), bias), shape),
      );
    }
    case 'convolution':
      return weighted([operation.kernel, operation.bias], (input, [kernel, bias]) =>
        shaped(biased(convolve(asImages(input), kernel!, operation), bias), shape),
      );
    case 'depthwiseConvolution':
      return weighted([operation.kernel, operation.bias], (input, [kernel, bias]) =>
        shaped(biased(convolveDepthwise(asImages(input), kernel!, operation), bias), shape),
      );
    case 'maxPooling':
    case 'averagePooling':
      return plain((input) => shaped(pool(asImages(input), operation), shape));
    case 'batchNormalization': {
      const { scale, offset } = scalingOf(operation);
      return weighted([vector(scale), vector(offset)], (input, [factor, term]) => add(mul(input, factor!), term!));
    }
    case 'scaling':
      return weighted([vector(operation.scale), vector(operation.offset)], (input, [factor, term]) =>
        add(mul(input, factor!), term!),
      );
    case 'activation':
      return plain((input) => activate(input, operation.function));
    case 'reshape':
      return plain((input) => shaped(input, shape));
    case 'permute':
      return plain((input) => transpose(input, [0, ...operation.order.map((axis) => axis + 1)]));
    case 'zeroPadding': {
      const { rows, columns } = operation;
      return plain((input) => shaped(pad(asImages(input), [[0, 0], [...rows], [...columns], [0, 0]]), shape));
    }
    case 'cropping': {
      const { height, width, channels } = planeOf(shape);
      const start = [0, operation.rows[0], operation.columns[0], 0];
      return plain((input) => shaped(slice(asImages(input), start, [-1, height, width, channels]), shape));
    }
    case 'upsampling': {
      const { height, width } = planeOf(shape);
      return plain((input) => shaped(image.resizeNearestNeighbor(asImages(input), [height, width]), shape));
    }
    case 'merge': {
      const { rule } = operation;
      return { apply: (inputs) => merge(inputs, rule), dispose: () => undefined };
    }
    case 'concatenate':
      return { apply: (inputs) => concat([...inputs], operation.axis + 1), dispose: () => undefined };
    case 'input':
    case 'identity':
      return plain((input) => input.clone());
    default:
      return assertNever(operation);
  }
}

function plain(compute: (input: Values) => Values): AnalogOperation {
  return { apply: ([input]) => compute(input!), dispose: () => undefined };
}

function weighted(
  arrays: readonly (Tensor | null)[],
  compute: (input: Values, weights: readonly (Values | null)[]) => Values,
): AnalogOperation {
  const weights = arrays.map((array) => (array === null ? null : tensor(array.data, [...array.shape])));
  return {
    apply: ([input]) => compute(input!, weights),
    dispose: () => weights.forEach((weight) => weight?.dispose()),
  };
}

function biased(values: Values, bias: Values | null | undefined): Values {
  return bias == null ? values : add(values, bias);
}

function shaped(values: Values, shape: Shape): Values {
  return reshape(values, [-1, ...shape]);
}

/** [batch, steps, channels] as [batch, steps, 1, channels]. */
function asImages(values: Values): Tensor4D {
  const { height, width, channels } = planeOf(values.shape.slice(1));
  return reshape(values, [-1, height, width, channels]);
}

function vector(data: Float32Array): Tensor {
  return { shape: [data.length], data };
}

/** Batch normalisation as x · scale + offset, in double precision up to the result. */
function scalingOf({ gamma, beta, mean, variance, epsilon }: BatchNormalization): {
  scale: Float32Array;
  offset: Float32Array;
} {
  const factor = Array.from(gamma, (g, c) => g / Math.sqrt(variance[c]! + epsilon));
  return {
    scale: Float32Array.from(factor),
    offset: Float32Array.from(beta, (b, c) => b - mean[c]! * factor[c]!),
  };
}

function activate(input: Values, activation: ActivationFunction): Values {
  switch (activation.kind) {
    case 'linear':
      return input.clone();
    case 'relu': {
      const { maxValue, negativeSlope, threshold } = activation;
      const rising =
        negativeSlope === 0 && threshold === 0
          ? relu(input)
          : where(greaterEqual(input, threshold), input, mul(sub(input, threshold), negativeSlope));
      return maxValue === null ? rising : minimum(rising, maxValue);
    }
    case 'softmax':
      return softmax(input);
    case 'sigmoid':
      return sigmoid(input);
    case 'tanh':
      return tanh(input);
    case 'elu':
      return elu(input);
    default:
      return assertNever(activation);
  }
}

function merge(inputs: readonly Values[], rule: 'add' | 'average' | 'maximum' | 'subtract' | 'multiply'): Values {
  switch (rule) {
    case 'add':
      return inputs.reduce((sum, input) => add(sum, input));
    case 'average':
      return div(
        inputs.reduce((sum, input) => add(sum, input)),
        inputs.length,
      );
    case 'maximum':
      return inputs.reduce((largest, input) => maximum(largest, input));
    case 'subtract':
      return inputs.reduce((rest, input) => sub(rest, input));
    case 'multiply':
      return inputs.reduce((product, input) => mul(product, input));
    default:
      return assertNever(rule);
  }
}
