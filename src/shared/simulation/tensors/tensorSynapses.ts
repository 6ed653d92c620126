import {
  concat,
  conv2d,
  depthwiseConv2d,
  keep,
  matMul,
  mul,
  pad,
  type Rank,
  reshape,
  slice,
  split,
  tensor,
  tensor2d,
  type Tensor2D,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';
import { asConvolutionWindow, averagePoolingWeight, type LinearSynapses } from '../../conversion/connectivity.ts';
import type { ConvolutionWindow, PopulationShape } from '../../conversion/network.ts';

/** The weighted sums of synapses as tensor operations. */
export interface TensorSynapses {
  /** Current of every target neuron from what the source sends: [step][source neuron] to [step][target neuron]. */
  apply(values: Tensor2D): Tensor2D;
  dispose(): void;
}

export function createTensorSynapses(
  synapses: LinearSynapses,
  source: PopulationShape,
  target: PopulationShape,
): TensorSynapses {
  const [inputs, outputs] = [sizeOf(source), sizeOf(target)];
  switch (synapses.kind) {
    case 'dense': {
      const weights = tensor2d(synapses.weights, [inputs, outputs]);
      return { apply: (values) => matMul(values, weights), dispose: () => weights.dispose() };
    }
    case 'convolution': {
      const { window, groups } = synapses;
      const shape: Tensor4D['shape'] = [...window.size, source[2] / groups, target[2]];
      const kernels = tidy(() => {
        const kernel = spreadOut(tensor<Rank.R4>(synapses.weights, shape), window);
        return split<Tensor4D>(kernel, groups, 3).map((part) => keep(part));
      });
      return {
        apply(values) {
          const image = framed(values, source, target, window);
          const images = groups === 1 ? [image] : split<Tensor4D>(image, groups, 3);
          const sums = images.map((part, group) =>
            conv2d<Tensor4D>(part, kernels[group]!, pairOf(window.strides), 'valid'),
          );
          return reshape<Rank.R2>(concat<Tensor4D>(sums, 3), [-1, outputs]);
        },
        dispose: () => kernels.forEach((kernel) => kernel.dispose()),
      };
    }
    case 'depthwise': {
      const { window, multiplier } = synapses;
      const kernel = tidy(() => {
        const weights = tensor<Rank.R4>(synapses.weights, [...window.size, source[2], multiplier]);
        return keep(spreadOut(weights, window));
      });
      return {
        apply(values) {
          const image = framed(values, source, target, window);
          return reshape<Rank.R2>(depthwiseConv2d(image, kernel, pairOf(window.strides), 'valid'), [-1, outputs]);
        },
        dispose: () => kernel.dispose(),
      };
    }
    case 'averagePooling': {
      const window = asConvolutionWindow(synapses.window);
      const shares = Float32Array.from({ length: outputs }, (_, n) =>
        averagePoolingWeight(synapses, source, target, n),
      );
      const weights = tensor2d(shares, [1, outputs]);
      const ones = tensor<Rank.R4>(new Float32Array(window.size[0] * window.size[1] * source[2]).fill(1), [
        ...window.size,
        source[2],
        1,
      ]);
      return {
        apply(values) {
          const image = framed(values, source, target, window);
          const sums = depthwiseConv2d(image, ones, pairOf(window.strides), 'valid');
          return mul(reshape<Rank.R2>(sums, [-1, outputs]), weights);
        },
        dispose() {
          weights.dispose();
          ones.dispose();
        },
      };
    }
  }
}

/** The kernel with zeros between its cells instead of a dilation, which tfjs does not take together with strides. */
function spreadOut(kernel: Tensor4D, { size, dilation }: ConvolutionWindow): Tensor4D {
  let spread = kernel;
  for (const axis of [0, 1] as const) {
    if (dilation[axis] === 1 || size[axis] === 1) continue;
    const rows = split<Tensor4D>(spread, size[axis], axis);
    const gap = [0, 1, 2, 3].map((at): [number, number] => [0, at === axis ? dilation[axis] - 1 : 0]);
    spread = concat<Tensor4D>(
      rows.map((row, at) => (at === rows.length - 1 ? row : pad<Tensor4D>(row, gap))),
      axis,
    );
  }
  return spread;
}

/** The source as images of just the cells that the windows reach, zeros where these lie outside: no further padding is needed. */
function framed(
  values: Tensor2D,
  source: PopulationShape,
  target: PopulationShape,
  { size, strides, dilation, before }: ConvolutionWindow,
): Tensor4D {
  const reach = ([0, 1] as const).map(
    (axis) => (target[axis] - 1) * strides[axis] + (size[axis] - 1) * dilation[axis] + 1,
  );
  const margin = (axis: 0 | 1): [number, number] => [
    Math.max(0, before[axis]),
    Math.max(0, reach[axis]! - source[axis] - before[axis]),
  ];
  const image = pad(reshape<Rank.R4>(values, [-1, ...source]), [[0, 0], margin(0), margin(1), [0, 0]]);
  const start = before.map((cells) => Math.max(0, -cells));
  return slice(image, [0, start[0]!, start[1]!, 0], [-1, reach[0]!, reach[1]!, -1]);
}

/** tfjs asks for pairs that it may write to, and does not. */
function pairOf([rows, columns]: readonly [number, number]): [number, number] {
  return [rows, columns];
}

function sizeOf([height, width, channels]: PopulationShape): number {
  return height * width * channels;
}
