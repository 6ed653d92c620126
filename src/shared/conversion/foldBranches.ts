import { assertNever } from '../assertNever.ts';
import type { Layer, Operation, Shape } from '../model/graph.ts';
import { sizeOf } from '../tensor.ts';
import type { FoldedNode } from './folded.ts';
import { addNode, NotSpiking, relay, signalsOf, spatialSignal, sumOf, type Value } from './foldSteps.ts';
import type { PoolingWindow } from './network.ts';
import { populationShape } from './populationShape.ts';
import { concatenateOrigin } from './relabelling.ts';
import { addSums, type Mixture, plainSignal, scaleValue, type Signal, type Sum } from './values.ts';

/** Branches joined value by value. */
export function foldMerge(
  layer: Layer,
  rule: Extract<Operation, { kind: 'merge' }>['rule'],
  inputs: readonly (Signal | Sum | Mixture)[],
  shape: Shape,
  nodes: FoldedNode[],
): Signal | Sum | Mixture {
  switch (rule) {
    case 'add':
      return addWeighted(inputs, () => 1, shape, nodes);
    case 'subtract':
      return addWeighted(inputs, (i) => (i === 0 ? 1 : -1), shape, nodes);
    case 'average':
      return addWeighted(inputs, () => 1 / inputs.length, shape, nodes);
    case 'maximum':
      return foldMaximum(layer, inputs, shape, nodes);
    case 'multiply':
      throw new NotSpiking('multiplies branches, which has no spiking form. Use Add or Concatenate');
    default:
      return assertNever(rule);
  }
}

/** Max pooling over branches: a relay lays them side by side, cell by cell, and the window holds one of each. */
function foldMaximum(
  layer: Layer,
  inputs: readonly (Signal | Sum | Mixture)[],
  shape: Shape,
  nodes: FoldedNode[],
): Signal {
  const sources = inputs.map((input) => spatialSignal(input, nodes, layer));
  if (!sources.every(plainSignal))
    throw new NotSpiking('takes the maximum of branches that are normalised differently');
  if (sources.some(({ node }) => followsInput(node, nodes) !== followsInput(sources[0]!.node, nodes))) {
    throw new NotSpiking('takes the maximum of the input itself and of a branch of it');
  }
  const branches = sources.length;
  const [height, width, channels] = populationShape(shape);
  const size = height * width * channels;
  const origin = Int32Array.from({ length: size * branches }, (_, n) => {
    const cell = Math.floor(n / channels);
    return (cell % branches) * size + Math.floor(cell / branches) * channels + (n % channels);
  });
  const side = relay(layer, sources, { shape: [height, width * branches, channels], origin }, nodes, '/branches');
  const window: PoolingWindow = { size: [1, branches], strides: [1, branches], before: [0, 0] };
  const name = layer.keras.name;
  return addNode(nodes, { kind: 'maximum', name, shape: [height, width, channels], source: side.node, window }, shape);
}

/** Signals stay signals, so that the next weights can act on each of them; anything else becomes a sum. */
function addWeighted(
  inputs: readonly (Signal | Sum | Mixture)[],
  factorOf: (input: number) => number,
  shape: Shape,
  nodes: readonly FoldedNode[],
): Sum | Mixture {
  const scaled = inputs.map((input, i) => {
    const factor = factorOf(i);
    return factor === 1 ? input : scaleValue(input, Float32Array.of(factor), new Float32Array(1), nodes);
  });
  if (!scaled.some((value) => value.kind === 'sum'))
    return { kind: 'mixture', signals: scaled.flatMap(signalsOf), shape };
  return addSums(scaled.map((value) => sumOf(value, nodes)));
}

/**
 * One relay for all branches; where some follow the input itself, which may be a constant current, and some spike, one relay for each kind,
 * silent in the places of the other.
 */
export function foldConcatenate(
  layer: Layer,
  axis: number,
  inputs: readonly Value[],
  nodes: FoldedNode[],
): Signal | Mixture {
  const sources = inputs.map((input) => spatialSignal(input, nodes, layer));
  const { shape, origin } = concatenateOrigin(
    sources.map((source) => source.shape),
    axis,
  );
  const direct = sources.map(({ node }) => followsInput(node, nodes));
  if (direct.every((follows) => follows === direct[0])) return relay(layer, sources, { shape, origin }, nodes);
  const signals = [true, false].map((kind) => {
    const chosen = sources.filter((_, i) => direct[i] === kind);
    const renumbered = new Map<number, number>();
    let from = 0;
    for (const [i, source] of sources.entries()) {
      for (let n = 0; n < sizeOf(source.shape); n++, from++)
        if (direct[i] === kind) renumbered.set(from, renumbered.size);
    }
    const kept = origin.map((neuron) => renumbered.get(neuron) ?? -1);
    return relay(layer, chosen, { shape, origin: kept }, nodes, kind ? '/input' : '');
  });
  return { kind: 'mixture', signals, shape };
}

/** Whether a node shows the input, moved or pooled, rather than spikes of neurons. */
function followsInput(node: number, nodes: readonly FoldedNode[]): boolean {
  const found = nodes[node]!;
  switch (found.kind) {
    case 'input':
      return true;
    case 'maximum':
      return followsInput(found.source, nodes);
    case 'relay':
      return found.sources.every((source) => followsInput(source, nodes));
    case 'unit':
    case 'output':
    case 'averagePool':
      return false;
    default:
      return assertNever(found);
  }
}
