import type { Layer, Pair, Padding, Pooling, Shape } from '../model/graph.ts';
import type { FoldedNode } from './folded.ts';
import { addNode, inItsShape, linearUnit, mapSignals, signalsOf, type Value } from './foldSteps.ts';
import type { PoolingWindow } from './network.ts';
import { populationShape } from './populationShape.ts';
import { type Mixture, plainSignal, type Signal, type Sum } from './values.ts';

/** The mean of g · x + o is g · mean + o, since only cells inside the image count; branches that were added are pooled one by one. */
export function foldAveragePooling(
  layer: Layer,
  operation: Pooling,
  input: Signal | Mixture,
  entry: Layer,
  nodes: FoldedNode[],
): Signal | Mixture {
  return mapSignals(poolable(input, entry, nodes), (signal, part) => {
    const source = inItsShape(signal, nodes, layer);
    const pooled = addNode(
      nodes,
      {
        kind: 'averagePool',
        name: `${layer.name}${part}`,
        layer: input.kind === 'signal' && plainSignal(signal) ? layer.name : null,
        shape: populationShape(layer.shape),
        synapses: {
          kind: 'averagePooling',
          source: source.node,
          window: poolingWindow(operation, source.shape, layer.shape),
          divisor: 'cellsInside',
          scale: 1,
          delay: 0,
        },
      },
      layer.shape,
    );
    return { ...pooled, gain: source.gain, offset: source.offset };
  });
}

/**
 * The maximum of values that grow with what the neurons send; of any others, the maximum of linear neurons that have them. Sums wait for
 * the ReLU that may follow, since the two commute.
 */
export function foldMaxPooling(
  layer: Layer,
  operation: Pooling,
  input: Signal | Sum | Mixture,
  entry: Layer,
  nodes: FoldedNode[],
): Value {
  const { name, shape } = layer;
  if (input.kind === 'sum') {
    const window = poolingWindow(operation, input.shape, shape);
    return { kind: 'pooledSum', sum: input, window, shape, layer: entry.name, name };
  }
  const grows = input.kind === 'mixture' ? input.isMonotone : !input.gain?.some((gain) => gain < 0);
  const grown = grows ? input : linearUnit(input, entry.name, entry.keras.name, nodes);
  return mapSignals(poolable(grown, entry, nodes), (signal, part) => {
    const source = inItsShape(signal, nodes, layer);
    const window = poolingWindow(operation, source.shape, shape);
    return maximumOf(source, `${name}${part}`, window, shape, nodes);
  });
}

/** The largest values of windows over a signal whose gain is not negative. */
export function maximumOf(
  source: Signal,
  name: string,
  window: PoolingWindow,
  shape: Shape,
  nodes: FoldedNode[],
): Signal {
  const node = { kind: 'maximum', name, shape: populationShape(shape), source: source.node, window } as const;
  return { ...addNode(nodes, node, shape), gain: source.gain, offset: source.offset };
}

/** Gains and offsets survive pooling where they are the same over space; where not, linear neurons take them in first. */
function poolable(input: Signal | Mixture, entry: Layer, nodes: FoldedNode[]): Signal | Mixture {
  const isUniform = signalsOf(input).every((signal) => {
    const channels = populationShape(signal.shape)[2];
    const sameShape = nodes[signal.node]!.shape[2] === channels;
    return [signal.gain, signal.offset].every(
      (parameter) => parameter === null || parameter.length === 1 || (sameShape && parameter.length === channels),
    );
  });
  return isUniform ? input : linearUnit(input, entry.name, entry.keras.name, nodes);
}

export function poolingWindow({ size, strides, padding }: Pooling, source: Shape, target: Shape): PoolingWindow {
  return { size, strides, before: paddingBefore(source, target, size, strides, [1, 1], padding) };
}

/** TensorFlow's rule: `same` pads so that every stride has a window, the odd cell at the end. */
export function paddingBefore(
  source: Shape,
  target: Shape,
  size: Pair,
  strides: Pair,
  dilation: Pair,
  padding: Padding,
): Pair {
  if (padding === 'valid') return [0, 0];
  const from = populationShape(source);
  const to = populationShape(target);
  const before = (axis: 0 | 1) =>
    Math.floor(Math.max(0, (to[axis] - 1) * strides[axis] + (size[axis] - 1) * dilation[axis] + 1 - from[axis]) / 2);
  return [before(0), before(1)];
}
