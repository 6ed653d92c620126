import { conv2d, conv2dTranspose, reverse, slice, type Tensor4D, transpose } from '@tensorflow/tfjs-core';
import type { Padding, Pair } from '../model/graph.ts';
import { type Margin, marginOf, mutable } from './images.ts';

/** How a convolution walks over its input; dilation is not trained. */
export interface Walk {
  readonly strides: Pair;
  readonly padding: Padding;
}

type Shape4D = Tensor4D['shape'];

/**
 * The gradient of a convolution's input [image][row][column][channel], from that of its output and from its kernel [row][column][input
 * channel][output channel]: at stride one a convolution with the kernel turned around (Dumoulin and Visin 2016, chapter 4), which is
 * faster than the built-in kernel.
 */
export function inputGradient(gradient: Tensor4D, kernel: Tensor4D, inputShape: Shape4D, walk: Walk): Tensor4D {
  if (walk.strides[0] !== 1 || walk.strides[1] !== 1) {
    return conv2dTranspose(gradient, kernel, inputShape, mutable(walk.strides), walk.padding);
  }
  const turned = transpose(reverse(kernel, [0, 1]), [0, 1, 3, 2]);
  const [top, left] = [1, 2].map((axis): Margin => {
    const size = kernel.shape[axis - 1]!;
    const [before, after] = marginOf(inputShape[axis]!, size, walk.strides[axis - 1]!, walk.padding);
    return [size - 1 - before, size - 1 - after];
  });
  return conv2d(gradient, turned, 1, [[0, 0], top!, left!, [0, 0]]);
}

/**
 * The gradient of a convolution's kernel: input and output gradient convolved with each other, where images and channels change places
 * and the stride becomes the dilation. The WASM backend of tfjs has no kernel of its own for it.
 */
export function kernelGradient(input: Tensor4D, gradient: Tensor4D, kernelShape: Shape4D, walk: Walk): Tensor4D {
  const [rows, columns] = [1, 2].map((axis) =>
    marginOf(input.shape[axis]!, kernelShape[axis - 1]!, walk.strides[axis - 1]!, walk.padding),
  );
  const correlation = conv2d(
    transpose(input, [3, 1, 2, 0]),
    transpose(gradient, [1, 2, 0, 3]),
    1,
    [[0, 0], rows!, columns!, [0, 0]],
    'NHWC',
    mutable(walk.strides),
  );
  // Rows and columns that the stride never reached would make the kernel larger than it is.
  return slice(transpose(correlation, [1, 2, 0, 3]), [0, 0, 0, 0], kernelShape);
}
