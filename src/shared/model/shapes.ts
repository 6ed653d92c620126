import type { Padding, Shape } from './graph.ts';
import { Misfit } from './refusal.ts';

/** A shape as an image: a sequence [steps, channels] is an image with a width of one. */
export interface Plane {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Throws a Misfit where the shape is neither an image nor a sequence. */
export function planeOf(shape: Shape): Plane {
  const [first = 1, second = 1, third = 1] = shape;
  if (shape.length === 3) return { height: first, width: second, channels: third };
  if (shape.length === 2) return { height: first, width: 1, channels: second };
  throw new Misfit(`it works on images or sequences and is given values of shape ${shapeText(shape)}`);
}

/** The shape of a plane, as a sequence or as an image: `rank` is 2 or 3. */
export function shapeOfPlane({ height, width, channels }: Plane, rank: number): Shape {
  return rank === 2 ? [height, channels] : [height, width, channels];
}

/** Cells between the first and the last of a kernel of `size` with gaps of `dilation`. */
export function reachOf(size: number, dilation: number): number {
  return (size - 1) * dilation + 1;
}

/** Extent of the output of a sliding window along one axis (TensorFlow's rule); 0 or less where the window does not fit. */
export function windowCount(extent: number, size: number, stride: number, dilation: number, padding: Padding): number {
  return padding === 'same' ? Math.ceil(extent / stride) : Math.floor((extent - reachOf(size, dilation)) / stride) + 1;
}

/** Cells of padding before the first cell along one axis. With `same` TensorFlow puts the odd one behind. */
export function paddingBefore(
  extent: number,
  size: number,
  stride: number,
  dilation: number,
  padding: Padding,
): number {
  if (padding === 'valid') return 0;
  const count = windowCount(extent, size, stride, dilation, padding);
  return Math.floor(Math.max(0, (count - 1) * stride + reachOf(size, dilation) - extent) / 2);
}

/** `(28, 28, 1)`, for people. */
export function shapeText(shape: readonly number[]): string {
  return `(${shape.join(', ')})`;
}
