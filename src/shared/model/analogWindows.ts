import {
  avgPool,
  concat,
  conv2d,
  depthwiseConv2d,
  maxPool,
  reshape,
  split,
  type Tensor as Values,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { assertNever } from '../assertNever.ts';
import type { Convolution, DepthwiseConvolution, Pair, Pooling } from './graph.ts';

/** Convolution of images [batch, rows, columns, channels]. TensorFlow.js has no groups: each is a convolution of its own. */
export function convolve(images: Tensor4D, kernel: Values, operation: Convolution): Tensor4D {
  const { strides, padding, dilation, groups } = operation;
  const [rows = 1, columns = 1, inputs = 1, outputs = 1] = kernel.shape;
  const filters: Tensor4D = reshape(kernel, [rows, columns, inputs, outputs]);
  const one = (part: Tensor4D, partFilters: Tensor4D): Tensor4D =>
    conv2d(part, partFilters, pair(strides), padding, 'NHWC', pair(dilation));
  if (groups === 1) return one(images, filters);
  const parts = split<Tensor4D>(images, groups, 3);
  const partFilters = split<Tensor4D>(filters, groups, 3);
  return concat(
    parts.map((part, group) => one(part, partFilters[group]!)),
    3,
  );
}

export function convolveDepthwise(images: Tensor4D, kernel: Values, operation: DepthwiseConvolution): Tensor4D {
  const { strides, padding, dilation } = operation;
  const [rows = 1, columns = 1, channels = 1, multiplier = 1] = kernel.shape;
  const filters: Tensor4D = reshape(kernel, [rows, columns, channels, multiplier]);
  return depthwiseConv2d(images, filters, pair(strides), padding, 'NHWC', pair(dilation));
}

/** Both leave out cells beyond the image: the average divides by what is inside. */
export function pool(images: Tensor4D, { kind, size, strides, padding }: Pooling): Tensor4D {
  switch (kind) {
    case 'maxPooling':
      return maxPool(images, pair(size), pair(strides), padding);
    case 'averagePooling':
      return avgPool(images, pair(size), pair(strides), padding);
    default:
      return assertNever(kind);
  }
}

function pair([rows, columns]: Pair): [number, number] {
  return [rows, columns];
}
