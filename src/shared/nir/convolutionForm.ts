import {
  type ConvolutionSynapses,
  type ConvolutionWindow,
  type DepthwiseSynapses,
  type PopulationShape,
} from '../conversion/network.ts';
import type { NirConvolution } from './nirGraph.ts';
import { squareWindow } from './squareWindow.ts';

/** What a convolution acts on: a source that the convolution sees moved by `shift` inside a larger image of shape `seen`. */
export interface ConvolutionSource {
  readonly shape: PopulationShape;
  readonly seen: PopulationShape;
  readonly shift: readonly [number, number, number];
}

/**
 * A convolution as a node: channels first, one group (the type inference of the reference package multiplies no channels by groups, so
 * groups become zeros), a square kernel, even padding. `scale` gives a factor for a target channel. Null where it has no such form.
 */
export function convolutionForm(
  synapses: ConvolutionSynapses | DepthwiseSynapses,
  { shape, seen, shift }: ConvolutionSource,
  target: PopulationShape,
  scale: (targetChannel: number) => number,
): NirConvolution | null {
  const window = undilatedWhereNeeded(moved(synapses.window, shift), shape, target);
  if (window === null || seesBeyond(moved(synapses.window, shift), shape, seen, shift, target)) return null;
  const { square, step } = window;
  const [height, width] = synapses.window.size;
  const [outputs, inputs] = [target[2], shape[2]];
  const weight = new Float32Array(outputs * inputs * square.size * square.size);
  const weightOf = weightReader(synapses, seen[2], outputs);
  for (let o = 0; o < outputs; o++) {
    const factor = scale(o);
    for (let i = 0; i < inputs; i++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const row = square.offset[0] + y * step[0];
          const column = square.offset[1] + x * step[1];
          const at = ((o * inputs + i) * square.size + row) * square.size + column;
          weight[at] = weightOf(y * width + x, i + shift[2], o) * factor;
        }
      }
    }
  }
  return {
    type: 'Conv2d',
    inputShape: [shape[0], shape[1]],
    weight,
    weightShape: [outputs, inputs, square.size, square.size],
    bias: new Float32Array(outputs),
    stride: square.stride,
    padding: square.padding,
    dilation: square.dilation,
    groups: 1,
  };
}

function moved(window: ConvolutionWindow, [rows, columns]: readonly number[]): ConvolutionWindow {
  return { ...window, before: [window.before[0] + rows!, window.before[1] + columns!] };
}

/** The square window; with the dilation written out as zeros in the kernel where it does not fit otherwise. `step`: cells between weights. */
function undilatedWhereNeeded(window: ConvolutionWindow, shape: PopulationShape, target: PopulationShape) {
  const extents = [
    [shape[0], shape[1]],
    [target[0], target[1]],
  ] as const;
  const square = squareWindow(window, ...extents);
  if (square !== null) return { square, step: [1, 1] as const };
  const { size, dilation } = window;
  const spread = {
    ...window,
    size: pairOf((axis) => (size[axis] - 1) * dilation[axis] + 1),
    dilation: [1, 1] as const,
  };
  const written = squareWindow(spread, ...extents);
  return written === null ? null : { square: written, step: dilation };
}

function pairOf(value: (axis: 0 | 1) => number): readonly [number, number] {
  return [value(0), value(1)];
}

/** Whether the window reaches cells of the source that cropping hides from it. */
function seesBeyond(
  { size, strides, dilation, before }: ConvolutionWindow,
  shape: PopulationShape,
  seen: PopulationShape,
  shift: readonly [number, number, number],
  target: PopulationShape,
): boolean {
  return ([0, 1] as const).some((axis) => {
    for (let to = 0; to < target[axis]; to++) {
      for (let k = 0; k < size[axis]; k++) {
        const from = to * strides[axis] - before[axis] + k * dilation[axis];
        const isThere = from >= 0 && from < shape[axis];
        if (isThere && (from + shift[axis] < 0 || from + shift[axis] >= seen[axis])) return true;
      }
    }
    return false;
  });
}

function weightReader(
  synapses: ConvolutionSynapses | DepthwiseSynapses,
  channels: number,
  outputs: number,
): (cell: number, input: number, output: number) => number {
  const { weights } = synapses;
  if (synapses.kind === 'depthwise') {
    const { multiplier } = synapses;
    return (cell, input, output) =>
      Math.floor(output / multiplier) === input
        ? weights[(cell * channels + input) * multiplier + (output % multiplier)]!
        : 0;
  }
  const inGroup = channels / synapses.groups;
  const outGroup = outputs / synapses.groups;
  return (cell, input, output) =>
    Math.floor(output / outGroup) === Math.floor(input / inGroup)
      ? weights[(cell * inGroup + (input % inGroup)) * outputs + output]!
      : 0;
}
