import type { Layer, ModelGraph } from '../model/graph.ts';
import type { FoldedNode } from './folded.ts';
import { maximumOf } from './foldPooling.ts';
import { linearUnit, type Value } from './foldSteps.ts';
import type { Mixture, Signal, Sum } from './values.ts';

/** What a layer acts on, in the forms that layers can take. */
export interface LayerInputs {
  readonly values: readonly Value[];
  /** Entries of the model graph that have the values. */
  readonly entries: readonly Layer[];
  /** The i-th value, with poolings that waited for a ReLU done. */
  settled(i: number): Signal | Sum | Mixture;
  /** The i-th value as what neurons send: a sum is carried by linear neurons. */
  carried(i: number): Signal | Mixture;
}

/** Values of entries in neurons of their own, which are made when first asked for. */
export function carriers(
  graph: ModelGraph,
  values: readonly (Value | null)[],
  nodes: FoldedNode[],
): { settled(entry: number): Signal | Sum | Mixture; carried(entry: number): Signal | Mixture } {
  const pooled = new Map<number, Signal>();
  const linear = new Map<number, Signal>();

  function settled(entry: number): Signal | Sum | Mixture {
    const value = values[entry]!;
    if (value.kind !== 'pooledSum') return value;
    const { sum, layer, name, window, shape } = value;
    const known = pooled.get(entry);
    if (known !== undefined) return known;
    const found = maximumOf(linearUnit(sum, layer, `${name}/sum`, nodes), name, window, shape, nodes);
    pooled.set(entry, found);
    return found;
  }

  function carried(entry: number): Signal | Mixture {
    const value = settled(entry);
    if (value.kind !== 'sum') return value;
    const { name, keras } = graph.layers[entry]!;
    const found = linear.get(entry) ?? linearUnit(value, name, keras.name, nodes);
    linear.set(entry, found);
    return found;
  }

  return { settled, carried };
}
