import { asConvolutionWindow, type LinearSynapses, visitTargets } from '../conversion/connectivity.ts';
import type { ConvolutionWindow, PoolingWindow, Population, PopulationShape } from '../conversion/network.ts';
import { sizeOf } from '../tensor.ts';
import type { NirConvolution, NirMatrix, NirPool } from './nirGraph.ts';
import { channelsFirst } from './exportNir.ts';

/** What an edge of a NIR graph carries: spikes of populations, pooled, or a sum of weighted ones. */
export interface NirValue {
  /** Channels first; one axis once flattened. */
  readonly fileShape: readonly number[];
  readonly terms: readonly NirTerm[];
  /** In our order; null for none. */
  readonly bias: Float32Array | null;
}

/** A pool that no weights have met yet is a `pool`; weights are `synapses`; null for the spikes themselves. */
export interface NirTerm {
  readonly population: number;
  readonly synapses: LinearSynapses | Pooled | null;
}

/** Windows of spikes times `factor`; `shape` is that of the pooled image. */
interface Pooled {
  readonly kind: 'pooled';
  readonly window: PoolingWindow;
  readonly factor: number;
  readonly shape: PopulationShape;
}

type Fail = (reason: string) => Error;

/** Most weights of a matrix that a pool at a border becomes. */
const mostWeights = 2 ** 25;
const whole: ConvolutionWindow = { size: [1, 1], strides: [1, 1], dilation: [1, 1], before: [0, 0] };

export function applyPool({ type, kernelSize, stride, padding }: NirPool, value: NirValue, fail: Fail): NirValue {
  const [channels, height, width] = spatial(value, fail);
  const extent = (size: number, axis: 0 | 1): number =>
    Math.floor((size + 2 * padding[axis] - kernelSize[axis]) / stride[axis]) + 1;
  const shape: PopulationShape = [extent(height, 0), extent(width, 1), channels];
  checkShape(shape, fail);
  const factor = type === 'SumPool2d' ? 1 : 1 / (kernelSize[0] * kernelSize[1]);
  const own: PoolingWindow = { size: kernelSize, strides: stride, before: padding };
  const terms = value.terms.map(({ population, synapses }): NirTerm => {
    if (synapses === null) return { population, synapses: { kind: 'pooled', window: own, factor, shape } };
    if (synapses.kind !== 'pooled') throw fail('pools what no neurons have taken up');
    const { window } = synapses;
    // A window of windows, which padding inside would make uneven.
    if (padding[0] + padding[1] > 0) throw fail('pools a pooled image with padding');
    const along = (axis: 0 | 1): number => (own.size[axis] - 1) * window.strides[axis] + window.size[axis];
    if (window.size.some((size, axis) => size !== window.strides[axis])) throw fail('pools overlapping windows');
    const joint: PoolingWindow = {
      size: [along(0), along(1)],
      strides: [own.strides[0] * window.strides[0], own.strides[1] * window.strides[1]],
      before: window.before,
    };
    return { population, synapses: { kind: 'pooled', window: joint, factor: factor * synapses.factor, shape } };
  });
  return { fileShape: [channels, shape[0], shape[1]], terms, bias: value.bias };
}

export function applyConvolution(
  node: NirConvolution,
  value: NirValue,
  populations: readonly Population[],
  fail: Fail,
): NirValue {
  const [channels, height, width] = spatial(value, fail);
  const [outputs, inGroup, rows, columns] = node.weightShape;
  if (inGroup * node.groups !== channels)
    throw fail(`has weights for ${inGroup * node.groups} channels, not ${channels}`);
  const extent = (size: number, kernel: number, axis: 0 | 1): number =>
    Math.floor((size + 2 * node.padding[axis] - node.dilation[axis] * (kernel - 1) - 1) / node.stride[axis]) + 1;
  const shape: PopulationShape = [extent(height, rows, 0), extent(width, columns, 1), outputs];
  checkShape(shape, fail);
  const weights = new Float32Array(node.weight.length);
  for (let o = 0, at = 0; o < outputs; o++) {
    for (let i = 0; i < inGroup; i++) {
      for (let cell = 0; cell < rows * columns; cell++) {
        weights[(cell * inGroup + i) * outputs + o] = node.weight[at++]!;
      }
    }
  }
  const window: ConvolutionWindow = {
    size: [rows, columns],
    strides: node.stride,
    dilation: node.dilation,
    before: node.padding,
  };
  const terms = value.terms.map(({ population, synapses }): NirTerm => {
    const own = { kind: 'convolution', source: population, weights, window, groups: node.groups, delay: 0 } as const;
    if (synapses === null) return { population, synapses: own };
    if (synapses.kind !== 'pooled') throw fail('follows other weights without neurons between them');
    return { population, synapses: afterPool(own, synapses, populations[population]!.shape, shape, fail) };
  });
  return { fileShape: [outputs, shape[0], shape[1]], terms, bias: spread(node.bias, shape) };
}

export function applyMatrix(
  node: NirMatrix,
  value: NirValue,
  populations: readonly Population[],
  fail: Fail,
): NirValue {
  if (value.fileShape.length !== 1) throw fail('takes values that are not flattened');
  if (value.fileShape[0] !== node.sources) throw fail(`takes ${node.sources} values, not ${value.fileShape[0]}`);
  const target: PopulationShape = [1, 1, node.targets];
  const terms = value.terms.map(({ population, synapses }): NirTerm => {
    const source = populations[population]!.shape;
    const seen = synapses?.kind === 'pooled' ? synapses.shape : source;
    const weights = new Float32Array(node.weight.length);
    for (let neuron = 0; neuron < node.sources; neuron++) {
      const column = channelsFirst(neuron, seen);
      for (let to = 0; to < node.targets; to++) {
        weights[neuron * node.targets + to] = node.weight[to * node.sources + column]!;
      }
    }
    const own = { kind: 'dense', source: population, weights, delay: 0 } as const;
    if (synapses === null) return { population, synapses: own };
    if (synapses.kind !== 'pooled') throw fail('follows other weights without neurons between them');
    return { population, synapses: afterPool(own, synapses, source, target, fail) };
  });
  return { fileShape: [node.targets], terms, bias: node.bias };
}

/** The terms as synapses where neurons take them up: spikes one to one, windows as they are. */
export function applyNothing(
  { terms, bias, fileShape }: NirValue,
  populations: readonly Population[],
  fail: Fail,
): { readonly terms: readonly LinearSynapses[]; readonly bias: Float32Array | null } {
  return {
    bias,
    terms: terms.map(({ population, synapses }): LinearSynapses => {
      if (synapses !== null && synapses.kind !== 'pooled') return synapses;
      const { shape } = synapses ?? populations[population]!;
      if (fileShape.length === 1 && shape[0] * shape[1] > 1)
        throw fail('are neurons of flattened values without weights');
      const window = synapses === null ? whole : asConvolutionWindow(synapses.window);
      const cells = window.size[0] * window.size[1];
      const weights = new Float32Array(cells * shape[2]).fill(synapses?.factor ?? 1);
      return { kind: 'depthwise', source: population, weights, window, multiplier: 1, delay: 0 };
    }),
  };
}

/** Weights after windows as one set of synapses: a wider kernel, or where the border is in the way a matrix. */
function afterPool(
  synapses: Extract<LinearSynapses, { kind: 'convolution' | 'dense' }>,
  pool: Pooled,
  source: PopulationShape,
  target: PopulationShape,
  fail: Fail,
): LinearSynapses {
  if (synapses.kind === 'convolution' && !meetsBorder(synapses.window, pool, source, target)) {
    return widened(synapses, pool, source[2], target[2]);
  }
  const targets = sizeOf(target);
  const sources = sizeOf(source);
  if (sources * targets > mostWeights) throw fail('is too large for weights after a pool at a border');
  const weights = new Float32Array(sources * targets);
  const windows = {
    kind: 'averagePooling',
    source: 0,
    window: pool.window,
    divisor: 'wholeWindow',
    scale: 1,
    delay: 0,
  } as const;
  for (let neuron = 0; neuron < sources; neuron++) {
    visitTargets(windows, source, pool.shape, neuron, (middle) => {
      visitTargets(synapses, pool.shape, target, middle, (to, weight) => {
        weights[neuron * targets + to]! += weight * pool.factor;
      });
    });
  }
  return { kind: 'dense', source: synapses.source, weights, delay: 0 };
}

/** Whether the kernel asks for cells outside the pooled image whose windows would hold cells of the source. */
function meetsBorder(
  { size, strides, dilation, before }: ConvolutionWindow,
  { window, shape }: Pooled,
  source: PopulationShape,
  target: PopulationShape,
): boolean {
  return ([0, 1] as const).some((axis) => {
    for (let to = 0; to < target[axis]; to++) {
      for (let k = 0; k < size[axis]; k++) {
        const cell = to * strides[axis] - before[axis] + k * dilation[axis];
        if (cell >= 0 && cell < shape[axis]) continue;
        const first = cell * window.strides[axis] - window.before[axis];
        if (first < source[axis] && first + window.size[axis] > 0) return true;
      }
    }
    return false;
  });
}

function widened(
  synapses: Extract<LinearSynapses, { kind: 'convolution' }>,
  { window: pool, factor }: Pooled,
  channels: number,
  outputs: number,
): LinearSynapses {
  const { window, groups, weights } = synapses;
  const inGroup = channels / groups;
  const along = (axis: 0 | 1): number =>
    (window.size[axis] - 1) * window.dilation[axis] * pool.strides[axis] + pool.size[axis];
  const size = [along(0), along(1)] as const;
  const row = inGroup * outputs;
  const wide = new Float32Array(size[0] * size[1] * row);
  for (let y = 0; y < window.size[0]; y++) {
    for (let x = 0; x < window.size[1]; x++) {
      const [top, left] = [y * window.dilation[0] * pool.strides[0], x * window.dilation[1] * pool.strides[1]];
      for (let py = 0; py < pool.size[0]; py++) {
        for (let px = 0; px < pool.size[1]; px++) {
          const to = ((top + py) * size[1] + left + px) * row;
          const from = (y * window.size[1] + x) * row;
          for (let i = 0; i < row; i++) wide[to + i]! += weights[from + i]! * factor;
        }
      }
    }
  }
  const before = (axis: 0 | 1): number => window.before[axis] * pool.strides[axis] + pool.before[axis];
  return {
    ...synapses,
    weights: wide,
    window: {
      size,
      strides: [window.strides[0] * pool.strides[0], window.strides[1] * pool.strides[1]],
      dilation: [1, 1],
      before: [before(0), before(1)],
    },
  };
}

/** Forged strides and paddings would make shapes without end, or without neurons. */
function checkShape(shape: PopulationShape, fail: Fail): void {
  const size = sizeOf(shape);
  if (shape.every((extent) => extent >= 1) && size <= mostWeights) return;
  throw fail(`would have ${shape.join(' × ')} values`);
}

function spread(bias: Float32Array, [height, width, channels]: PopulationShape): Float32Array {
  return Float32Array.from({ length: height * width * channels }, (_, n) => bias[n % channels]!);
}

function spatial({ fileShape }: NirValue, fail: Fail): readonly [number, number, number] {
  const [channels, height, width] = fileShape;
  if (fileShape.length === 3) return [channels!, height!, width!];
  throw fail(`takes (channels, height, width), not ${fileShape.length} axes`);
}
