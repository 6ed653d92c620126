import {
  depthwiseConv2d,
  mul,
  pad,
  reverse,
  slice,
  stack,
  stridedSlice,
  sum,
  type Tensor4D,
  reshape,
  type Rank,
} from '@tensorflow/tfjs-core';
import type { Walk } from './gradients.ts';
import { marginOf, spread } from './images.ts';

/**
 * The gradient of the input of a depthwise convolution with one kernel a channel, from that of its output: the output's gradient, spread
 * by the strides, under the kernels turned around. tfjs's WASM backend has no kernel of its own for it.
 */
export function depthwiseInputGradient(
  gradient: Tensor4D,
  kernel: Tensor4D,
  inputShape: Tensor4D['shape'],
  { strides, padding }: Walk,
): Tensor4D {
  const distant = spread(gradient, strides);
  const margins = [1, 2].map((axis): [number, number] => {
    const size = kernel.shape[axis - 1]!;
    const [before] = marginOf(inputShape[axis]!, size, strides[axis - 1]!, padding);
    const front = size - 1 - before;
    return [front, inputShape[axis]! + size - 1 - front - distant.shape[axis]!];
  });
  const [rows, columns] = margins;
  return depthwiseConv2d(padOrCut(distant, rows!, columns!), reverse(kernel, [0, 1]), 1, 'valid');
}

/** The gradient of the kernels [row][column][channel][1]: for each place of the kernel, input times output gradient, summed over images and places. */
export function depthwiseKernelGradient(
  input: Tensor4D,
  gradient: Tensor4D,
  kernelShape: Tensor4D['shape'],
  { strides, padding }: Walk,
): Tensor4D {
  const [height, width, channels] = kernelShape;
  const [rows, columns] = [1, 2].map((axis) => {
    const [before, after] = marginOf(input.shape[axis]!, kernelShape[axis - 1]!, strides[axis - 1]!, padding);
    // Room for the last window as strides reach it, and for whole strides behind it.
    const needed = gradient.shape[axis]! * strides[axis - 1]! + kernelShape[axis - 1]! - 1;
    return [before, Math.max(after, needed - before - input.shape[axis]!)] as [number, number];
  });
  const padded = pad(input, [[0, 0], rows!, columns!, [0, 0]]);
  const sums = Array.from({ length: height * width }, (_, place) => {
    const [row, column] = [Math.floor(place / width), place % width];
    const [count, outRows, outColumns] = gradient.shape;
    const begin = [0, row, column, 0];
    const reached = [0, row + outRows * strides[0], column + outColumns * strides[1], channels];
    const seen =
      strides[0] === 1 && strides[1] === 1
        ? slice(padded, begin, [count, outRows, outColumns, channels])
        : stridedSlice(padded, begin, [count, ...reached.slice(1)], [1, ...strides, 1]);
    return sum(mul(seen, gradient), [0, 1, 2]);
  });
  return reshape<Rank.R4>(stack(sums), [height, width, channels, 1]);
}

/** Margins that are negative cut. */
function padOrCut(images: Tensor4D, rows: [number, number], columns: [number, number]): Tensor4D {
  const grown = pad(images, [
    [0, 0],
    [rows[0], Math.max(0, rows[1])],
    [columns[0], Math.max(0, columns[1])],
    [0, 0],
  ]);
  const [count, height, width, channels] = grown.shape;
  const [lessRows, lessColumns] = [Math.min(0, rows[1]), Math.min(0, columns[1])];
  if (lessRows === 0 && lessColumns === 0) return grown;
  return slice(grown, [0, 0, 0, 0], [count, height + lessRows, width + lessColumns, channels]);
}
