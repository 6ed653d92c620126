import { assertNever } from '../assertNever.ts';
import type { Layer, Operation, Shape } from '../model/graph.ts';
import { sizeOf } from '../tensor.ts';
import type { FoldedNode } from './folded.ts';
import { inItsShape, linearUnit, NotSpiking, relay, signalsOf, sumOf } from './foldSteps.ts';
import { maximumOf } from './foldPooling.ts';
import type { PoolingWindow } from './network.ts';
import { populationShape } from './populationShape.ts';
import { concatenateOrigin } from './relabelling.ts';
import { addSums, type Mixture, scaleValue, type Signal, type Sum } from './values.ts';

/** Branches joined value by value. */
export function foldMerge(
  layer: Layer,
  rule: Extract<Operation, { kind: 'merge' }>['rule'],
  inputs: readonly (Signal | Sum | Mixture)[],
  entries: readonly Layer[],
  nodes: FoldedNode[],
): Signal | Sum | Mixture {
  const { shape } = layer;
  switch (rule) {
    case 'add':
      return addWeighted(inputs, () => 1, shape, nodes);
    case 'subtract':
      return addWeighted(inputs, (i) => (i === 0 ? 1 : -1), shape, nodes);
    case 'average':
      return addWeighted(inputs, () => 1 / inputs.length, shape, nodes);
    case 'maximum':
      return foldMaximum(layer, inputs, entries, nodes);
    case 'multiply':
      throw new NotSpiking('multiplies branches, which has no spiking form. Use Add or Concatenate');
    default:
      return assertNever(rule);
  }
}

/**
 * Max pooling over branches: a relay lays them side by side, cell by cell, and the window holds one of each. Branches that differ in more
 * than their neurons are carried by linear ones.
 */
function foldMaximum(
  layer: Layer,
  inputs: readonly (Signal | Sum | Mixture)[],
  entries: readonly Layer[],
  nodes: FoldedNode[],
): Signal | Mixture {
  const { shape } = layer;
  const parts = inputs.map((input, i) => {
    const { name, keras } = entries[i]!;
    return areAlike(inputs, nodes) ? signalsOf(input) : [linearUnit(input, name, keras.name, nodes)];
  });
  const branches = inputs.length;
  const [height, width, channels] = populationShape(shape);
  const size = height * width * channels;
  const origin = Int32Array.from({ length: size * branches }, (_, n) => {
    const cell = Math.floor(n / channels);
    return (cell % branches) * size + Math.floor(cell / branches) * channels + (n % channels);
  });
  const window: PoolingWindow = { size: [1, branches], strides: [1, branches], before: [0, 0] };
  const maxima = parts[0]!.map((_, part) => {
    const sources = parts.map((signals) => inItsShape(signals[part]!, nodes, layer));
    const suffix = part === 0 ? '' : `/part${part + 1}`;
    const laid = { shape: [height, width * branches, channels], origin };
    const side = relay(layer, sources, laid, nodes, `/branches${suffix}`);
    return maximumOf(side, `${layer.keras.name}${suffix}`, window, shape, nodes);
  });
  return maxima.length === 1 ? maxima[0]! : { kind: 'mixture', signals: maxima, shape, isMonotone: true };
}

/** Whether the largest of the branches is that of their neurons, part by part. */
function areAlike(inputs: readonly (Signal | Sum | Mixture)[], nodes: readonly FoldedNode[]): boolean {
  const form = (value: Signal | Sum | Mixture): string | null => {
    if (value.kind === 'sum' || (value.kind === 'mixture' && !value.isMonotone)) return null;
    const signals = signalsOf(value);
    const isUniform = signals.every(({ gain, offset }) => (gain?.length ?? 1) === 1 && (offset?.length ?? 1) === 1);
    if (!isUniform || (value.kind === 'signal' && (value.gain?.[0] ?? 1) < 0)) return null;
    return JSON.stringify(
      signals.map(({ node, gain, offset }) => [gain?.[0] ?? 1, offset?.[0] ?? 0, followsInput(node, nodes)]),
    );
  };
  const forms = inputs.map(form);
  return forms.every((found) => found !== null && found === forms[0]);
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
    return { kind: 'mixture', signals: scaled.flatMap(signalsOf), shape, isMonotone: false };
  return addSums(scaled.map((value) => sumOf(value, nodes)));
}

/**
 * One relay for all branches; where some follow the input itself, which may be a constant current, and some spike, one relay for each kind,
 * silent in the places of the other; likewise for the second and further parts of branches that are sums of signals.
 */
export function foldConcatenate(
  layer: Layer,
  axis: number,
  inputs: readonly (Signal | Mixture)[],
  nodes: FoldedNode[],
): Signal | Mixture {
  const sources = inputs.map((input) => signalsOf(input).map((signal) => inItsShape(signal, nodes, layer)));
  const { shape, origin } = concatenateOrigin(
    inputs.map((input) => input.shape),
    axis,
  );
  const sizes = inputs.map((input) => sizeOf(input.shape));
  const kinds = [true, false].flatMap((direct) => {
    const parts = sources.map((signals) => signals.filter(({ node }) => followsInput(node, nodes) === direct));
    const most = Math.max(...parts.map(({ length }) => length));
    return Array.from({ length: most }, (_, part) => parts.map((signals) => signals[part] ?? null));
  });
  const signals = kinds.map((chosen, i) => {
    const present = chosen.filter((signal) => signal !== null);
    const suffix = i === 0 ? '' : `/part${i + 1}`;
    return relay(layer, present, { shape, origin: keptOrigin(origin, sizes, chosen) }, nodes, suffix);
  });
  if (signals.length === 1) return signals[0]!;
  const isMonotone = inputs.every((input) => input.kind === 'mixture' && input.isMonotone);
  return { kind: 'mixture', signals, shape, isMonotone };
}

/** Numbers in all branches as numbers in those that are present, −1 in the places of the others. */
function keptOrigin(origin: Int32Array, sizes: readonly number[], chosen: readonly (Signal | null)[]): Int32Array {
  const shifts: number[] = [];
  let from = 0;
  let kept = 0;
  for (const [i, size] of sizes.entries()) {
    for (let n = 0; n < size; n++, from++) shifts[from] = chosen[i] === null ? -1 : kept++;
  }
  return origin.map((neuron) => shifts[neuron]!);
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
