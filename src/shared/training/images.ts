import { pad, type Rank, reshape, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Padding, Pair } from '../model/graph.ts';

/** The same tensor with its four axes known to the compiler. */
export function asImages(value: Tensor): Tensor4D {
  const [first = 1, rows = 1, columns = 1, channels = 1] = value.shape;
  return reshape<Rank.R4>(value, [first, rows, columns, channels]);
}

/** Cells of zeros before and after the image along one axis. */
export type Margin = [before: number, after: number];

/** TensorFlow's rule: `same` gives as many outputs as strides begin in the input, the odd cell goes behind. */
export function marginOf(extent: number, size: number, stride: number, padding: Padding): Margin {
  if (padding === 'valid') return [0, 0];
  const total = Math.max((Math.ceil(extent / stride) - 1) * stride + size - extent, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/** Puts stride − 1 rows and columns of zeros behind each row and column. */
export function spread(images: Tensor4D, [down, across]: Pair): Tensor4D {
  if (down === 1 && across === 1) return images;
  const [count, rows, columns, channels] = images.shape;
  const cells = reshape(images, [count * rows, 1, columns, 1, channels]);
  const padded = pad(cells, [
    [0, 0],
    [0, down - 1],
    [0, 0],
    [0, across - 1],
    [0, 0],
  ]);
  return reshape<Rank.R4>(padded, [count, rows * down, columns * across, channels]);
}

/** tfjs asks for pairs that it may write to, and does not. */
export function mutable([rows, columns]: Pair): [number, number] {
  return [rows, columns];
}
