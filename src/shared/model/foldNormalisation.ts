import type { Tensor } from '../tensor.ts';
import type { Convolution, DepthwiseConvolution, Layer, ModelGraph, Operation } from './graph.ts';

export interface FoldedModel {
  readonly graph: ModelGraph;
  /** Names of the normalisations that are gone. */
  readonly folded: readonly string[];
  /** Those that stay, and why. */
  readonly kept: readonly { readonly layer: string; readonly reason: string }[];
}

/** A layer with trained weights. */
export type Weighted = Extract<Operation, { readonly kind: 'dense' }> | Convolution | DepthwiseConvolution;

/** Value · gain + offset of each channel. */
interface Scaling {
  readonly gain: Float64Array;
  readonly offset: Float64Array;
}

/**
 * The same network with batch normalisations and scalings folded into weights and biases: into the layer before where that computes a sum,
 * else into the layers behind. Names of the other layers stay. Outputs differ by rounding alone.
 */
export function foldNormalisation(graph: ModelGraph): FoldedModel {
  let current = graph;
  const folded: string[] = [];
  const kept: { layer: string; reason: string }[] = [];
  for (const { name } of graph.layers) {
    const index = current.layers.findIndex((layer) => layer.name === name);
    const layer = current.layers[index]!;
    const scaling = scalingOf(layer);
    if (scaling === null) continue;
    const next = intoLayerBefore(current, index, scaling) ?? intoLayersBehind(current, index, scaling);
    if (typeof next === 'string') kept.push({ layer: name, reason: next });
    else {
      folded.push(name);
      current = without(next, index);
    }
  }
  return { graph: current, folded, kept };
}

function scalingOf({ operation, shape }: Layer): Scaling | null {
  const channels = shape.at(-1)!;
  if (operation.kind === 'scaling') {
    const at = (list: Float32Array, c: number): number => list[list.length === 1 ? 0 : c]!;
    return {
      gain: Float64Array.from({ length: channels }, (_, c) => at(operation.scale, c)),
      offset: Float64Array.from({ length: channels }, (_, c) => at(operation.offset, c)),
    };
  }
  if (operation.kind !== 'batchNormalization') return null;
  const { gamma, beta, mean, variance, epsilon } = operation;
  const gain = Float64Array.from(gamma, (g, c) => g / Math.sqrt(variance[c]! + epsilon));
  return { gain, offset: gain.map((g, c) => beta[c]! - g * mean[c]!) };
}

/** Null where the layer before is no sum, or others read it too. */
function intoLayerBefore(graph: ModelGraph, index: number, scaling: Scaling): ModelGraph | null {
  let before = graph.layers[index]!.inputs[0]!;
  while (graph.layers[before]!.operation.kind === 'identity') {
    if (readersOf(graph, before).length > 1) return null;
    before = graph.layers[before]!.inputs[0]!;
  }
  const { operation } = graph.layers[before]!;
  if (!isWeighted(operation) || readersOf(graph, before).length > 1 || graph.output === before) return null;
  return withOperation(graph, before, scaledAfter(operation, scaling));
}

/** A reason where a layer behind cannot take it up. */
function intoLayersBehind(graph: ModelGraph, index: number, scaling: Scaling): ModelGraph | string {
  let changed = graph;
  if (graph.output === index) return 'its values are the output';
  const waiting = readersOf(graph, index).map((reader) => ({ reader, scaling }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name, operation, shape } = graph.layers[next.reader]!;
    if (isWeighted(operation)) {
      if (operation.kind !== 'dense' && operation.padding === 'same' && next.scaling.offset.some((o) => o !== 0)) {
        return `layer "${name}" pads it with zeros, which its offset would have to leave out`;
      }
      changed = withOperation(changed, next.reader, scaledBefore(operation, next.scaling));
      continue;
    }
    const passes = operation.kind === 'identity' || operation.kind === 'averagePooling' || operation.kind === 'reshape';
    if (!passes || graph.output === next.reader) return `layer "${name}" is no weighted sum of it`;
    if (graph.layers[next.reader]!.inputs.length > 1) return `layer "${name}" has other inputs too`;
    const along = operation.kind === 'reshape' ? repeated(next.scaling, shape.at(-1)!) : next.scaling;
    if (along === null) return `layer "${name}" mixes its channels`;
    waiting.push(...readersOf(graph, next.reader).map((reader) => ({ reader, scaling: along })));
  }
  return changed;
}

/** The scaling of flattened values: channels stay the fastest axis. */
function repeated({ gain, offset }: Scaling, last: number): Scaling | null {
  if (last % gain.length !== 0) return null;
  const repeat = (list: Float64Array): Float64Array =>
    Float64Array.from({ length: last }, (_, n) => list[n % list.length]!);
  return { gain: repeat(gain), offset: repeat(offset) };
}

/** W' = W · gain, b' = b · gain + offset, by channel of the target. */
function scaledAfter(operation: Weighted, { gain, offset }: Scaling): Weighted {
  const { kernel, bias } = operation;
  const outputs = gain.length;
  // The last axis, or for depthwise kernels the last two, number the target channels.
  const data = kernel.data.map((weight, i) => weight * gain[i % outputs]!);
  const moved = Float32Array.from(gain, (g, c) => (bias?.data[c] ?? 0) * g + offset[c]!);
  return { ...operation, kernel: { ...kernel, data }, bias: vector(moved) };
}

/** W' = W · gain by channel of the source, b' = b + Σ W · offset. */
function scaledBefore(operation: Weighted, { gain, offset }: Scaling): Weighted {
  const { kernel, bias } = operation;
  const outputs = outputsOf(operation);
  const groups = operation.kind === 'convolution' ? operation.groups : 1;
  const perGroup = operation.kind === 'convolution' ? kernel.shape[2]! : gain.length;
  const multiplier = operation.kind === 'depthwiseConvolution' ? kernel.shape[3]! : 0;
  const sums = Float64Array.from({ length: outputs }, (_, o) => bias?.data[o] ?? 0);
  const data = kernel.data.map((weight, i) => {
    const output = i % outputs;
    const source =
      multiplier > 0
        ? Math.floor(output / multiplier)
        : Math.floor(output / (outputs / groups)) * perGroup + (Math.floor(i / outputs) % perGroup);
    sums[output]! += weight * offset[source]!;
    return weight * gain[source]!;
  });
  const hasOffset = offset.some((o) => o !== 0);
  return { ...operation, kernel: { ...kernel, data }, bias: hasOffset ? vector(Float32Array.from(sums)) : bias };
}

/** Target channels of a layer with weights. */
export function outputsOf({ kind, kernel }: Weighted): number {
  return kind === 'depthwiseConvolution' ? kernel.shape[2]! * kernel.shape[3]! : kernel.shape.at(-1)!;
}

export function isWeighted(operation: Operation): operation is Weighted {
  return ['dense', 'convolution', 'depthwiseConvolution'].includes(operation.kind);
}

export function readersOf({ layers }: ModelGraph, index: number): readonly number[] {
  return layers.flatMap(({ inputs }, reader) => (inputs.includes(index) ? [reader] : []));
}

export function withOperation(graph: ModelGraph, index: number, operation: Operation): ModelGraph {
  return { ...graph, layers: graph.layers.map((layer, i) => (i === index ? { ...layer, operation } : layer)) };
}

/** The graph without a layer that passes its one input on. */
function without(graph: ModelGraph, index: number): ModelGraph {
  const [before] = graph.layers[index]!.inputs;
  const moved = (old: number): number => (old === index ? moved(before!) : old > index ? old - 1 : old);
  const layers = graph.layers.toSpliced(index, 1);
  return {
    ...graph,
    layers: layers.map((layer) => ({ ...layer, inputs: layer.inputs.map(moved) })),
    input: moved(graph.input),
    output: moved(graph.output),
  };
}

function vector(data: Float32Array): Tensor {
  return { shape: [data.length], data };
}
