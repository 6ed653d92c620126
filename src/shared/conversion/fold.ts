import { assertNever } from '../assertNever.ts';
import type { ActivationFunction, Layer, ModelGraph, Pair, Padding, Pooling, Shape } from '../model/graph.ts';
import type { UnsupportedLayer } from '../problems/modelProblems.ts';
import { WorkbenchError } from '../problems/problems.ts';
import type { LinearSynapses } from './connectivity.ts';
import type { FoldedNetwork, FoldedNode } from './folded.ts';
import { foldConcatenate, foldMerge } from './foldBranches.ts';
import {
  addNode,
  channelWise,
  inItsShape,
  linearAfterLinear,
  mapSignals,
  notPooled,
  NotSpiking,
  relay,
  spatialSignal,
  sumOf,
  sumOverSignals,
  type Value,
} from './foldSteps.ts';
import type { PoolingWindow, PopulationShape } from './network.ts';
import { populationShape } from './populationShape.ts';
import { cropOrigin, padOrigin, permuteOrigin, upsampleOrigin } from './relabelling.ts';
import { applyMatrix, applySynapses, plainSignal, scaleValue, type Sum } from './values.ts';

/**
 * Brings a model graph into the form of a spiking network, computing the same function. Throws the Problem notConvertible with every
 * layer that has no spiking form.
 */
export function foldGraph(graph: ModelGraph, preset: string): FoldedNetwork {
  const nodes: FoldedNode[] = [];
  const notes: string[] = [];
  const offenders: UnsupportedLayer[] = [];
  const values: (Value | null)[] = [];
  const outputTail = layersWithoutEffectOnTheWinner(graph);
  for (const [index, layer] of graph.layers.entries()) {
    const inputs = layer.inputs.map((input) => values[input]!);
    if (layer.inputs.some((input) => values[input] === null)) {
      values.push(null); // what feeds this layer is already named as an offender
      continue;
    }
    try {
      values.push(outputTail.has(index) ? inputs[0]! : foldLayer(layer, inputs, nodes));
    } catch (error) {
      if (!(error instanceof NotSpiking)) throw error;
      offenders.push({ layer: layer.keras.name, className: layer.keras.className, reason: error.message });
      values.push(null);
    }
  }
  if (offenders.length > 0) {
    throw new WorkbenchError({ area: 'conversion', kind: 'notConvertible', preset, layers: offenders });
  }
  const outputEntry = [...outputTail].reduce(
    (entry, tail) => Math.min(entry, graph.layers[tail]!.inputs[0]!),
    graph.output,
  );
  addOutput(graph.layers[outputEntry]!, values[graph.output]!, nodes);
  if (nodes.every(({ kind }) => kind !== 'unit' && kind !== 'output')) {
    throw new WorkbenchError({ area: 'conversion', kind: 'noSpikingLayers', model: graph.name });
  }
  return { name: graph.name, nodes, notes };
}

/** Entries at the end that keep the order of the class scores: softmax, sigmoid, tanh, identity. */
function layersWithoutEffectOnTheWinner(graph: ModelGraph): ReadonlySet<number> {
  const tail = new Set<number>();
  for (let index = graph.output; ; index = graph.layers[index]!.inputs[0]!) {
    const { operation } = graph.layers[index]!;
    const monotone =
      operation.kind === 'identity' ||
      (operation.kind === 'activation' &&
        ['softmax', 'sigmoid', 'tanh', 'elu', 'linear'].includes(operation.function.kind));
    if (!monotone) return tail;
    tail.add(index);
  }
}

function foldLayer(layer: Layer, inputs: readonly Value[], nodes: FoldedNode[]): Value {
  const { operation, shape } = layer;
  const first = inputs[0]!; // the input layer alone has none, and does not look
  switch (operation.kind) {
    case 'input':
      return addNode(nodes, { kind: 'input', name: layer.name, shape: populationShape(shape) }, shape);
    case 'identity':
      return first;
    case 'dense':
      return foldDense(layer, operation.kernel.data, operation.bias?.data ?? null, first, nodes);
    case 'convolution': {
      const { kernel, bias, strides, dilation, groups, padding } = operation;
      const size: Pair = [kernel.shape[0]!, kernel.shape[1]!];
      if (first.kind === 'sum' && size[0] * size[1] === 1 && strides[0] * strides[1] === 1 && groups === 1) {
        return foldMatrix(layer, kernel.data, bias?.data ?? null, first, nodes);
      }
      const before = paddingBefore(first.shape, shape, size, strides, dilation, padding);
      const window = { size, strides, dilation, before };
      const weights = kernel.data;
      return sumOverSignals(first, bias?.data ?? null, (signal, added) => {
        const source = inItsShape(signal, nodes, layer);
        const synapses: LinearSynapses = {
          kind: 'convolution',
          source: source.node,
          weights,
          window,
          groups,
          delay: 0,
        };
        return applySynapses(synapses, added, source, nodes, shape);
      });
    }
    case 'depthwiseConvolution': {
      const { kernel, bias, strides, dilation, padding } = operation;
      const size: Pair = [kernel.shape[0]!, kernel.shape[1]!];
      const before = paddingBefore(first.shape, shape, size, strides, dilation, padding);
      const window = { size, strides, dilation, before };
      const weights = kernel.data;
      const multiplier = kernel.shape[3]!;
      return sumOverSignals(first, bias?.data ?? null, (signal, added) => {
        const source = inItsShape(signal, nodes, layer);
        const synapses: LinearSynapses = {
          kind: 'depthwise',
          source: source.node,
          weights,
          window,
          multiplier,
          delay: 0,
        };
        return applySynapses(synapses, added, source, nodes, shape);
      });
    }
    case 'averagePooling': {
      const source = spatialSignal(first, nodes, layer);
      const pooled = addNode(
        nodes,
        {
          kind: 'averagePool',
          name: layer.name,
          shape: populationShape(shape),
          synapses: {
            kind: 'averagePooling',
            source: source.node,
            window: poolingWindow(operation, source.shape, shape),
            divisor: 'cellsInside',
            scale: 1,
            delay: 0,
          },
        },
        shape,
      );
      // The mean of g · x + o is g · mean + o, since only cells inside the image count.
      return {
        ...pooled,
        gain: channelWise(source.gain, source, nodes),
        offset: channelWise(source.offset, source, nodes),
      };
    }
    case 'maxPooling': {
      if (first.kind === 'sum') {
        return { kind: 'pooledSum', sum: first, window: poolingWindow(operation, first.shape, shape), shape };
      }
      const source = spatialSignal(first, nodes, layer);
      if (source.gain?.some((gain) => gain < 0)) {
        throw new NotSpiking('takes the maximum of values that a negative batch normalisation turns around');
      }
      const window = poolingWindow(operation, source.shape, shape);
      const pooled = addNode(
        nodes,
        { kind: 'maximum', name: layer.name, shape: populationShape(shape), source: source.node, window },
        shape,
      );
      return {
        ...pooled,
        gain: channelWise(source.gain, source, nodes),
        offset: channelWise(source.offset, source, nodes),
      };
    }
    case 'batchNormalization': {
      const { gamma, beta, mean, variance, epsilon } = operation;
      const gain = gamma.map((g, c) => g / Math.sqrt(variance[c]! + epsilon));
      return scaleValue(
        notPooled(first),
        gain,
        beta.map((b, c) => b - gain[c]! * mean[c]!),
        nodes,
      );
    }
    case 'scaling':
      return scaleValue(notPooled(first), operation.scale, operation.offset, nodes);
    case 'activation':
      return foldActivation(layer, operation.function, first, nodes);
    case 'reshape':
      return mapSignals(first, (signal) => ({ ...signal, shape }));
    case 'permute': {
      const source = spatialSignal(first, nodes, layer);
      return relay(layer, [source], permuteOrigin(source.shape, operation.order), nodes);
    }
    case 'zeroPadding': {
      const source = spatialSignal(first, nodes, layer);
      return relay(layer, [source], padOrigin(populationShape(source.shape), operation.rows, operation.columns), nodes);
    }
    case 'cropping': {
      const source = spatialSignal(first, nodes, layer);
      return relay(
        layer,
        [source],
        cropOrigin(populationShape(source.shape), operation.rows, operation.columns),
        nodes,
      );
    }
    case 'upsampling': {
      const source = spatialSignal(first, nodes, layer);
      return relay(layer, [source], upsampleOrigin(populationShape(source.shape), operation.factor), nodes);
    }
    case 'concatenate':
      return foldConcatenate(layer, operation.axis, inputs, nodes);
    case 'merge':
      return foldMerge(layer, operation.rule, inputs.map(notPooled), shape, nodes);
    default:
      return assertNever(operation);
  }
}

function foldDense(
  layer: Layer,
  kernel: Float32Array,
  bias: Float32Array | null,
  input: Value,
  nodes: FoldedNode[],
): Value {
  if (input.kind === 'sum') return foldMatrix(layer, kernel, bias, input, nodes);
  return sumOverSignals(input, bias, (signal, added) => {
    if (signal.shape.length === 1) {
      const synapses: LinearSynapses = { kind: 'dense', source: signal.node, weights: kernel, delay: 0 };
      return applySynapses(synapses, added, signal, nodes, layer.shape);
    }
    // On more than one axis Dense is a 1 × 1 convolution.
    const source = inItsShape(signal, nodes, layer);
    const window = { size: [1, 1], strides: [1, 1], dilation: [1, 1], before: [0, 0] } as const;
    const synapses: LinearSynapses = {
      kind: 'convolution',
      source: source.node,
      weights: kernel,
      window,
      groups: 1,
      delay: 0,
    };
    return applySynapses(synapses, added, source, nodes, layer.shape);
  });
}

function foldMatrix(
  layer: Layer,
  matrix: Float32Array,
  bias: Float32Array | null,
  sum: Sum,
  nodes: readonly FoldedNode[],
): Sum {
  const composed = applyMatrix(sum, matrix, bias, nodes, layer.shape);
  if (composed === null) throw new NotSpiking(linearAfterLinear);
  return composed;
}

function foldActivation(layer: Layer, activation: ActivationFunction, input: Value, nodes: FoldedNode[]): Value {
  switch (activation.kind) {
    case 'linear':
      return input;
    case 'relu': {
      const { maxValue, negativeSlope, threshold } = activation;
      if (negativeSlope !== 0)
        throw new NotSpiking('passes negative values on, which integrate-and-fire neurons cannot. Use ReLU');
      if (threshold !== 0) throw new NotSpiking('has a ReLU threshold, which has no spiking form. Use a plain ReLU');
      if (input.kind === 'signal' && plainSignal(input) && maxValue === null) return input;
      const sum = input.kind === 'pooledSum' ? input.sum : sumOf(input, nodes);
      const unit = addNode(
        nodes,
        {
          kind: 'unit',
          name: layer.keras.name,
          layer: layer.name,
          shape: populationShape(sum.shape),
          synapses: sum.terms,
          bias: sum.bias,
          maxValue,
        },
        sum.shape,
      );
      if (input.kind !== 'pooledSum') return unit;
      const shape = populationShape(layer.shape);
      const name = `${layer.keras.name}/max`;
      return addNode(nodes, { kind: 'maximum', name, shape, source: unit.node, window: input.window }, layer.shape);
    }
    case 'softmax':
      throw new NotSpiking('normalises over classes in the middle of the network. Keep softmax for the last layer');
    case 'sigmoid':
    case 'tanh':
    case 'elu':
      throw new NotSpiking(
        `has the activation ${activation.kind}, which has no spiking counterpart in a hidden layer. Use ReLU`,
      );
    default:
      return assertNever(activation);
  }
}

function addOutput(entry: Layer, value: Value, nodes: FoldedNode[]): void {
  const sum = sumOf(notPooled(value), nodes);
  // Named for the layer that computes the scores, so that the readout is found under the name that the researcher gave.
  const origin = entry.keras;
  const taken = nodes.some(({ name }) => name === origin.name);
  nodes.push({
    kind: 'output',
    name: taken ? `${origin.name}/output` : origin.name,
    layer: entry.name,
    shape: populationShape(sum.shape),
    synapses: sum.terms,
    bias: sum.bias,
    maxValue: null,
  });
}

function poolingWindow({ size, strides, padding }: Pooling, source: Shape, target: Shape): PoolingWindow {
  return { size, strides, before: paddingBefore(source, target, size, strides, [1, 1], padding) };
}

/** TensorFlow's rule: `same` pads so that every stride has a window, the odd cell at the end. */
function paddingBefore(
  source: Shape,
  target: Shape,
  size: Pair,
  strides: Pair,
  dilation: Pair,
  padding: Padding,
): Pair {
  if (padding === 'valid') return [0, 0];
  const from: PopulationShape = populationShape(source);
  const to: PopulationShape = populationShape(target);
  const before = (axis: 0 | 1) =>
    Math.floor(Math.max(0, (to[axis] - 1) * strides[axis] + (size[axis] - 1) * dilation[axis] + 1 - from[axis]) / 2);
  return [before(0), before(1)];
}
