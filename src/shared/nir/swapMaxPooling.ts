import type { Layer, ModelGraph } from '../model/graph.ts';

export interface Swapped {
  readonly graph: ModelGraph;
  /** Names of the layers that were exchanged. */
  readonly layers: readonly string[];
}

/** The analog network with average pooling in the place of max pooling, its weights as they are. */
export function swapMaxPooling(graph: ModelGraph): Swapped {
  const swapped: string[] = [];
  const layers = graph.layers.map((layer): Layer => {
    if (layer.operation.kind !== 'maxPooling') return layer;
    swapped.push(layer.name);
    return { ...layer, operation: { ...layer.operation, kind: 'averagePooling' } };
  });
  return { graph: { ...graph, layers }, layers: swapped };
}
