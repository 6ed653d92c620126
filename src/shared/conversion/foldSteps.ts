import type { Layer, Shape } from '../model/graph.ts';
import type { FoldedNode } from './folded.ts';
import { identitySynapses } from './linearTerms.ts';
import type { NeuronParameter, PoolingWindow } from './network.ts';
import { relabelParameter } from './neuronParameter.ts';
import { populationShape } from './populationShape.ts';
import type { Relabelling } from './relabelling.ts';
import { addSums, applySynapses, type Mixture, plainSignal, type Signal, type Sum } from './values.ts';

/** A value on its way through the folding. `pooledSum`: max pooling that waits for its ReLU, since the two commute. */
export type Value =
  | Signal
  | Sum
  | Mixture
  | {
      readonly kind: 'pooledSum';
      readonly sum: Sum;
      readonly window: PoolingWindow;
      readonly shape: Shape;
      /** Entry of the model graph that the pooling looks at, and name of the pooling. */
      readonly layer: string;
      readonly name: string;
    };

/** Says that a layer cannot become spiking; caught once, so that all offenders are named together. */
export class NotSpiking extends Error {}

export function signalsOf(value: Signal | Sum | Mixture): readonly Signal[] {
  if (value.kind === 'sum') throw new Error('A sum was not turned into neurons');
  return value.kind === 'signal' ? [value] : value.signals;
}

/** Something linear done to every signal of a value; a bias joins once. */
export function sumOverSignals(
  value: Value,
  bias: Float32Array | null,
  apply: (signal: Signal, bias: Float32Array | null) => Sum,
): Sum {
  return addSums(signalsOf(notPooled(value)).map((signal, i) => apply(signal, i === 0 ? bias : null)));
}

/** Something done to every signal of a value; `part` is empty for the first and tells the others apart in names. */
export function mapSignals(value: Value, change: (signal: Signal, part: string) => Signal): Signal | Mixture {
  const found = notPooled(value);
  const changed = signalsOf(found).map((signal, i) => change(signal, i === 0 ? '' : `/part${i + 1}`));
  if (found.kind !== 'mixture') return changed[0]!;
  return { kind: 'mixture', signals: changed, shape: changed[0]!.shape, isMonotone: found.isMonotone };
}

/** A value as a sum of synapses; a signal becomes a sum with one connection per neuron. */
export function sumOf(value: Signal | Sum | Mixture, nodes: readonly FoldedNode[]): Sum {
  if (value.kind === 'sum') return value;
  return sumOverSignals(value, null, (signal) => {
    const { node, shape } = signal;
    return applySynapses(identitySynapses(node, nodes[node]!.shape[2], 1), null, signal, nodes, shape);
  });
}

export function notPooled(value: Value): Signal | Sum | Mixture {
  if (value.kind === 'pooledSum') throw new Error('A max pooling of sums was not turned into neurons');
  return value;
}

/** Neurons that carry a sum as it is, with rates of either sign. `layer`: the entry of the model graph that has the value. */
export function linearUnit(value: Signal | Sum | Mixture, layer: string, name: string, nodes: FoldedNode[]): Signal {
  const { terms, bias, shape } = sumOf(value, nodes);
  return addNode(
    nodes,
    {
      kind: 'unit',
      name: untaken(name, '/linear', nodes),
      layer,
      isLinear: true,
      shape: populationShape(shape),
      synapses: terms,
      bias,
      maxValue: null,
    },
    shape,
  );
}

/** `name`, or that and as many suffixes as make it the only one. */
export function untaken(name: string, suffix: string, nodes: readonly FoldedNode[]): string {
  return nodes.some((node) => node.name === name) ? untaken(`${name}${suffix}`, suffix, nodes) : name;
}

/** A signal whose population has the shape that the layer sees; a reshaped one goes through a relay. */
export function inItsShape(signal: Signal, nodes: FoldedNode[], layer: Layer): Signal {
  const wanted = populationShape(signal.shape);
  const found = nodes[signal.node]!.shape;
  if (found.every((extent, axis) => extent === wanted[axis])) return signal;
  const size = wanted[0] * wanted[1] * wanted[2];
  return relay(layer, [signal], { shape: signal.shape, origin: Int32Array.from({ length: size }, (_, n) => n) }, nodes);
}

/** The signals of all sources one after the other, moved by a relay; gains and offsets move along. */
export function relay(
  layer: Layer,
  sources: readonly Signal[],
  { shape, origin }: Relabelling,
  nodes: FoldedNode[],
  suffix = '',
): Signal {
  const name = untaken(`${layer.keras.name}${suffix}`, '/relay', nodes);
  const target = populationShape(shape);
  const moved = addNode(
    nodes,
    { kind: 'relay', name, shape: target, sources: sources.map(({ node }) => node), origin },
    shape,
  );
  if (sources.every(plainSignal)) return moved;
  const along = (parameterIn: (signal: Signal) => NeuronParameter | null, neutral: number) =>
    relabelParameter(
      sources.map((source) => ({
        parameter: parameterIn(source) ?? Float32Array.of(neutral),
        shape: nodes[source.node]!.shape,
      })),
      origin,
      target[2],
      neutral,
    );
  return { ...moved, gain: along(({ gain }) => gain, 1), offset: along(({ offset }) => offset, 0) };
}

export function addNode(nodes: FoldedNode[], node: FoldedNode, shape: Shape): Signal {
  nodes.push(node);
  return { kind: 'signal', node: nodes.length - 1, shape, gain: null, offset: null };
}
