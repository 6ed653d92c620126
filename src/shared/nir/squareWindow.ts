import type { ConvolutionWindow } from '../conversion/network.ts';

/** A convolution window as NIR's type inference understands it: a square kernel, the same padding on both sides. */
export interface SquareWindow {
  /** Rows and columns of the kernel. */
  readonly size: number;
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly dilation: readonly [number, number];
  /** Row and column of the new kernel at which the old one begins; the rest is zeros. */
  readonly offset: readonly [number, number];
}

/** Rows and columns that a kernel may grow by. */
const mostGrowth = 64;

/**
 * The same convolution with a square kernel, zeros around the old one, and symmetric padding. The reader infers the extent of the target as
 * ⌊(source + 2 padding − dilation (size − 1) − 1) / stride⌋ + 1 with the rows of the kernel for both axes, and TensorFlow pads at the end
 * where it must pad unevenly, so both have to be made even. Null where no such window gives the extents.
 */
export function squareWindow(
  { size, strides, dilation, before }: ConvolutionWindow,
  source: readonly [number, number],
  target: readonly [number, number],
): SquareWindow | null {
  const least = Math.max(...size);
  for (let wide = least; wide <= least + mostGrowth; wide++) {
    const rows = alongAxis(0, wide);
    const columns = alongAxis(1, wide);
    if (rows === null || columns === null) continue;
    return {
      size: wide,
      stride: [rows.stride, columns.stride],
      padding: [rows.padding, columns.padding],
      dilation: [dilation[0], dilation[1]],
      offset: [rows.offset, columns.offset],
    };
  }
  return null;

  function alongAxis(axis: 0 | 1, wide: number): { offset: number; padding: number; stride: number } | null {
    for (let offset = 0; offset <= wide - size[axis]; offset++) {
      const padding = before[axis] + offset * dilation[axis];
      if (padding < 0) continue;
      const reach = source[axis] + 2 * padding - dilation[axis] * (wide - 1) - 1;
      // A single target along an axis takes any stride: a longer one may let the extents agree.
      const stride = target[axis] === 1 ? Math.max(strides[axis], reach + 1) : strides[axis];
      if (reach >= 0 && Math.floor(reach / stride) + 1 === target[axis]) return { offset, padding, stride };
    }
    return null;
  }
}
