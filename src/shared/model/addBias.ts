import { isWeighted, outputsOf, readersOf, withOperation } from './foldNormalisation.ts';
import type { ModelGraph } from './graph.ts';

/**
 * The network with something added to the sum that an entry of the graph rectifies, one value for each channel: to the bias of a layer that
 * computes this sum or a part of it. Null where there is no such layer that nothing else reads.
 */
export function addBias(graph: ModelGraph, entry: string, added: readonly number[]): ModelGraph | null {
  const layer = weightedBehind(
    graph,
    graph.layers.findIndex(({ name }) => name === entry),
  );
  if (layer === null) return null;
  const { operation } = graph.layers[layer]!;
  if (!isWeighted(operation) || outputsOf(operation) !== added.length) return null;
  const data = Float32Array.from(added, (value, c) => (operation.bias?.data[c] ?? 0) + value);
  return withOperation(graph, layer, { ...operation, bias: { shape: [data.length], data } });
}

function weightedBehind(graph: ModelGraph, index: number): number | null {
  const layer = graph.layers[index];
  if (layer === undefined) return null;
  const { operation, inputs } = layer;
  if (isWeighted(operation)) return index;
  const isSum = operation.kind === 'merge' && operation.rule === 'add';
  if (!isSum && !['activation', 'identity', 'maxPooling'].includes(operation.kind)) return null;
  for (const input of inputs) {
    // What others read too must stay as it is.
    if (readersOf(graph, input).length > 1) continue;
    const found = weightedBehind(graph, input);
    if (found !== null) return found;
  }
  return null;
}
