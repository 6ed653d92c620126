import { assertNever } from '../assertNever.ts';
import type { Layer, ModelGraph, Pair, Shape } from '../model/graph.ts';
import type { UnsupportedLayer } from '../problems/modelProblems.ts';
import { WorkbenchError } from '../problems/problems.ts';
import type { LinearSynapses } from './connectivity.ts';
import type { FoldedNetwork, FoldedNode } from './folded.ts';
import { foldConcatenate, foldMerge } from './foldBranches.ts';
import { carriers, type LayerInputs } from './foldInputs.ts';
import { foldActivation } from './foldActivation.ts';
import { foldAveragePooling, foldMaxPooling, paddingBefore } from './foldPooling.ts';
import { addNode, inItsShape, mapSignals, NotSpiking, relay, sumOf, sumOverSignals, type Value } from './foldSteps.ts';
import { populationShape } from './populationShape.ts';
import { cropOrigin, padOrigin, permuteOrigin, type Relabelling, upsampleOrigin } from './relabelling.ts';
import { applyMatrix, applySynapses, type Mixture, scaleValue, type Signal, type Sum } from './values.ts';

/**
 * Brings a model graph into the form of a spiking network, computing the same function. Throws the Problem notConvertible with every
 * layer that has no spiking form.
 */
export function foldGraph(graph: ModelGraph, preset: string): FoldedNetwork {
  const nodes: FoldedNode[] = [];
  const notes: string[] = [];
  const offenders: UnsupportedLayer[] = [];
  const values: (Value | null)[] = [];
  const inNeurons = carriers(graph, values, nodes);
  const outputTail = layersWithoutEffectOnTheWinner(graph);
  for (const [index, layer] of graph.layers.entries()) {
    if (layer.inputs.some((input) => values[input] === null)) {
      values.push(null); // what feeds this layer is already named as an offender
      continue;
    }
    try {
      values.push(outputTail.has(index) ? values[layer.inputs[0]!]! : foldLayer(layer, inputsOf(index), nodes));
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
  addOutput(graph.layers[outputEntry]!, inNeurons.settled(outputEntry), nodes);
  if (nodes.every(({ kind }) => kind !== 'unit' && kind !== 'output')) {
    throw new WorkbenchError({ area: 'conversion', kind: 'noSpikingLayers', model: graph.name });
  }
  return { name: graph.name, nodes, notes };

  function inputsOf(index: number): LayerInputs {
    const { inputs } = graph.layers[index]!;
    return {
      values: inputs.map((input) => values[input]!),
      entries: inputs.map((input) => graph.layers[input]!),
      settled: (i) => inNeurons.settled(inputs[i]!),
      carried: (i) => inNeurons.carried(inputs[i]!),
    };
  }
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

function foldLayer(layer: Layer, inputs: LayerInputs, nodes: FoldedNode[]): Value {
  const { operation, shape } = layer;
  const { entries, settled, carried } = inputs;
  const first = inputs.values[0]!; // the input layer alone has none, and does not look
  switch (operation.kind) {
    case 'input':
      return addNode(nodes, { kind: 'input', name: layer.name, shape: populationShape(shape) }, shape);
    case 'identity':
      return first;
    case 'dense': {
      const { kernel, bias } = operation;
      return (
        foldMatrix(layer, kernel.data, bias?.data ?? null, settled(0), nodes) ??
        foldDense(layer, kernel.data, bias?.data ?? null, carried(0), nodes)
      );
    }
    case 'convolution': {
      const { kernel, bias, strides, dilation, groups, padding } = operation;
      const size: Pair = [kernel.shape[0]!, kernel.shape[1]!];
      if (size[0] * size[1] === 1 && strides[0] * strides[1] === 1 && groups === 1) {
        const composed = foldMatrix(layer, kernel.data, bias?.data ?? null, settled(0), nodes);
        if (composed !== null) return composed;
      }
      const input = carried(0);
      const before = paddingBefore(input.shape, shape, size, strides, dilation, padding);
      const window = { size, strides, dilation, before };
      const weights = kernel.data;
      return overSignals(input, bias, (source) => ({
        kind: 'convolution',
        source,
        weights,
        window,
        groups,
        delay: 0,
      }));
    }
    case 'depthwiseConvolution': {
      const { kernel, bias, strides, dilation, padding } = operation;
      const size: Pair = [kernel.shape[0]!, kernel.shape[1]!];
      const input = carried(0);
      const before = paddingBefore(input.shape, shape, size, strides, dilation, padding);
      const window = { size, strides, dilation, before };
      const weights = kernel.data;
      const multiplier = kernel.shape[3]!;
      return overSignals(input, bias, (source) => ({
        kind: 'depthwise',
        source,
        weights,
        window,
        multiplier,
        delay: 0,
      }));
    }
    case 'averagePooling':
      return foldAveragePooling(layer, operation, carried(0), entries[0]!, nodes);
    case 'maxPooling':
      return foldMaxPooling(layer, operation, settled(0), entries[0]!, nodes);
    case 'batchNormalization': {
      const { gamma, beta, mean, variance, epsilon } = operation;
      const gain = gamma.map((g, c) => g / Math.sqrt(variance[c]! + epsilon));
      return scaleValue(
        settled(0),
        gain,
        beta.map((b, c) => b - gain[c]! * mean[c]!),
        nodes,
      );
    }
    case 'scaling':
      return scaleValue(settled(0), operation.scale, operation.offset, nodes);
    case 'activation':
      return foldActivation(layer, operation.function, first, entries[0]!, nodes);
    case 'reshape':
      return mapSignals(carried(0), (signal) => ({ ...signal, shape }));
    case 'permute':
      return moved((from) => permuteOrigin(from, operation.order));
    case 'zeroPadding':
      return moved((from) => padOrigin(populationShape(from), operation.rows, operation.columns));
    case 'cropping':
      return moved((from) => cropOrigin(populationShape(from), operation.rows, operation.columns));
    case 'upsampling':
      return moved((from) => upsampleOrigin(populationShape(from), operation.factor));
    case 'concatenate':
      return foldConcatenate(
        layer,
        operation.axis,
        entries.map((_, i) => carried(i)),
        nodes,
      );
    case 'merge':
      return foldMerge(
        layer,
        operation.rule,
        entries.map((_, i) => (operation.rule === 'maximum' ? carried(i) : settled(i))),
        entries,
        nodes,
      );
    default:
      return assertNever(operation);
  }

  /** Weights on every signal of a value. */
  function overSignals(
    input: Signal | Mixture,
    bias: { readonly data: Float32Array } | null,
    synapsesFrom: (source: number) => LinearSynapses,
  ): Sum {
    return sumOverSignals(input, bias?.data ?? null, (signal, added) => {
      const source = inItsShape(signal, nodes, layer);
      return applySynapses(synapsesFrom(source.node), added, source, nodes, shape);
    });
  }

  /** The signals of the input under new numbers. */
  function moved(relabelling: (from: Shape) => Relabelling): Signal | Mixture {
    return mapSignals(carried(0), (signal, part) => {
      const source = inItsShape(signal, nodes, layer);
      return relay(layer, [source], relabelling(source.shape), nodes, part);
    });
  }
}

function foldDense(
  layer: Layer,
  kernel: Float32Array,
  bias: Float32Array | null,
  input: Signal | Mixture,
  nodes: FoldedNode[],
): Sum {
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

/** A matrix on the channels of a sum, where the two are one set of synapses. */
function foldMatrix(
  layer: Layer,
  matrix: Float32Array,
  bias: Float32Array | null,
  value: Signal | Sum | Mixture,
  nodes: readonly FoldedNode[],
): Sum | null {
  return value.kind === 'sum' ? applyMatrix(value, matrix, bias, nodes, layer.shape) : null;
}

function addOutput(entry: Layer, value: Signal | Sum | Mixture, nodes: FoldedNode[]): void {
  const sum = sumOf(value, nodes);
  // Named for the layer that computes the scores, so that the readout is found under the name that the researcher gave.
  const origin = entry.keras;
  const taken = nodes.some(({ name }) => name === origin.name);
  nodes.push({
    kind: 'output',
    name: taken ? `${origin.name}/output` : origin.name,
    layer: entry.name,
    isLinear: true,
    shape: populationShape(sum.shape),
    synapses: sum.terms,
    bias: sum.bias,
    maxValue: null,
  });
}
