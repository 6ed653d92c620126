import {
  conv2d,
  engine,
  matMul,
  maxPool,
  MaxPoolGrad,
  mul,
  type Rank,
  relu,
  reshape,
  step,
  type Tensor,
  type Tensor4D,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { Convolution, Layer, Pooling } from '../model/graph.ts';
import { plainActivation } from '../model/kerasLayerConfig.ts';
import { inputGradient, kernelGradient } from './gradients.ts';

/** A layer in both directions, on batches [sample][...]. */
export interface LayerPass {
  readonly forward: (input: Tensor) => Tensor;
  /** Gradient of the input, from that of the output. */
  readonly backward: (gradient: Tensor, input: Tensor, output: Tensor) => Tensor;
  /** Gradient of the kernel; null for a layer without one. */
  readonly kernelGradient: ((gradient: Tensor, input: Tensor) => Tensor) | null;
}

/**
 * The passes of a layer. The gradients are written out, because tfjs's own would have to be registered through a second copy of the
 * library. Trained are Dense and Conv2D without biases, MaxPooling, ReLU and what changes no values; others are an error.
 */
export function layerPass(layer: Layer, kernel: Variable | undefined): LayerPass {
  const { operation, shape } = layer;
  switch (operation.kind) {
    case 'input':
    case 'identity':
      return { forward: (input) => input, backward: (gradient) => gradient, kernelGradient: null };
    case 'reshape':
      return {
        forward: (input) => reshape(input, [-1, ...shape]),
        backward: (gradient, input) => reshape(gradient, input.shape),
        kernelGradient: null,
      };
    case 'dense':
      if (kernel === undefined || operation.bias !== null) break;
      return densePass(kernel);
    case 'convolution':
      if (kernel === undefined || operation.bias !== null || operation.groups !== 1) break;
      return convolutionPass(operation, kernel);
    case 'maxPooling':
      return maxPoolingPass(operation);
    case 'activation':
      if (plainActivation(operation.function) !== 'relu') break;
      return { forward: relu, backward: (gradient, _, output) => mul(gradient, step(output)), kernelGradient: null };
    case 'averagePooling':
    case 'depthwiseConvolution':
    case 'batchNormalization':
    case 'permute':
    case 'zeroPadding':
    case 'cropping':
    case 'upsampling':
    case 'scaling':
    case 'merge':
    case 'concatenate':
      break;
  }
  throw new Error(`Layer "${layer.name}" (${layer.keras.className}) is of a form that is not trained`);
}

function densePass(kernel: Variable): LayerPass {
  return {
    forward: (input) => matMul(input, kernel),
    backward: (gradient) => matMul(gradient, kernel, false, true),
    kernelGradient: (gradient, input) => matMul(input, gradient, true, false),
  };
}

function convolutionPass({ strides, padding, dilation }: Convolution, kernel: Variable): LayerPass {
  if (dilation.some((factor) => factor !== 1)) throw new Error('Dilated convolutions are not trained');
  const walk = { strides, padding };
  return {
    forward: (input) => conv2d(asImages(input), asImages(kernel), [...strides], padding),
    backward: (gradient, input) => inputGradient(asImages(gradient), asImages(kernel), asImages(input).shape, walk),
    kernelGradient: (gradient, input) =>
      kernelGradient(asImages(input), asImages(gradient), asImages(kernel).shape, walk),
  };
}

function maxPoolingPass({ size, strides, padding }: Pooling): LayerPass {
  return {
    forward: (input) => maxPool(asImages(input), [...size], [...strides], padding),
    backward(gradient, input, output) {
      const attributes = { filterSize: [...size], strides: [...strides], pad: padding };
      return engine().runKernel<Tensor>(MaxPoolGrad, { dy: gradient, input, output }, attributes);
    },
    kernelGradient: null,
  };
}

/** The same tensor with its four axes known to the compiler. */
function asImages(value: Tensor): Tensor4D {
  const [first = 1, rows = 1, columns = 1, channels = 1] = value.shape;
  return reshape<Rank.R4>(value, [first, rows, columns, channels]);
}
