import type { ConvolutionWindow, PoolingWindow, PopulationShape } from '../../conversion/network.ts';

/** The source neurons of the same channel that lie in a target neuron's window, in row-major order, borders cut off. */
export function windowCells(
  { size, strides, before }: PoolingWindow,
  [sourceHeight, sourceWidth, channels]: PopulationShape,
  [, targetWidth]: PopulationShape,
  target: number,
): readonly number[] {
  const channel = target % channels;
  const pixel = (target - channel) / channels;
  const top = Math.floor(pixel / targetWidth) * strides[0] - before[0];
  const left = (pixel % targetWidth) * strides[1] - before[1];
  const cells: number[] = [];
  for (let y = Math.max(0, top); y < Math.min(sourceHeight, top + size[0]); y++) {
    for (let x = Math.max(0, left); x < Math.min(sourceWidth, left + size[1]); x++) {
      cells.push((y * sourceWidth + x) * channels + channel);
    }
  }
  return cells;
}

/** The target rows (or columns) that a source row (or column) reaches along one axis, with the kernel index of each, ascending in the kernel index. */
export function reachedAlongAxis(
  position: number,
  targetExtent: number,
  axis: 0 | 1,
  { size, strides, dilation, before }: ConvolutionWindow,
): readonly { readonly kernel: number; readonly target: number }[] {
  const reached: { kernel: number; target: number }[] = [];
  for (let kernel = 0; kernel < size[axis]; kernel++) {
    const start = position + before[axis] - kernel * dilation[axis];
    const target = start / strides[axis];
    if (Number.isInteger(target) && target >= 0 && target < targetExtent) reached.push({ kernel, target });
  }
  return reached;
}

/** A pooling window seen as a convolution window. */
export function asConvolutionWindow({ size, strides, before }: PoolingWindow): ConvolutionWindow {
  return { size, strides, before, dilation: [1, 1] };
}
