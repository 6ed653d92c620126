import type { Layer, ModelGraph, Shape } from './graph.ts';
import { kerasLayer, type KerasConfig, type KerasLayerConfig, plainActivation, rankOf } from './kerasObjects.ts';
import { plainLayer } from './writeKerasLayer.ts';
import { convolutionLayer, denseLayer, depthwiseLayer, separableLayer } from './writeKerasWeighted.ts';

/** A layer as it stands in the file: one entry of the graph, or several that Keras has in one layer. */
export interface WrittenLayer extends KerasLayerConfig {
  readonly name: string;
  /** Positions in the list of written layers. */
  readonly inputs: readonly number[];
  readonly shape: Shape;
}

/**
 * The layers of the file, and for each entry of the graph the position of its layer. `settings` of the config that the graph does not keep,
 * by name of the Keras layer; keys that its class does not have are left out.
 */
export function writtenLayers(
  graph: ModelGraph,
  settings: ReadonlyMap<string, KerasConfig>,
): { readonly layers: readonly WrittenLayer[]; readonly positions: readonly number[] } {
  const layers: WrittenLayer[] = [];
  const positions: number[] = [];
  const names = new Set<string>();
  while (positions.length < graph.layers.length) {
    const first = positions.length;
    const entry = graph.layers[first]!;
    const { taken, ...layer } = layerFrom(graph, first);
    const inputs = entry.inputs.map((input) => positions[input]!);
    for (let i = 0; i < taken; i++) positions.push(layers.length);
    // Keras does not allow slashes in names.
    const name = (names.has(entry.keras.name) ? entry.name : entry.keras.name).replaceAll('/', '_');
    names.add(name);
    const given = Object.entries(settings.get(name) ?? {}).filter(([key]) => Object.hasOwn(layer.config, key));
    const config = { ...layer.config, ...Object.fromEntries(given) };
    layers.push({ ...layer, config, name, inputs, shape: graph.layers[first + taken - 1]!.shape });
  }
  return { layers, positions };
}

/** The Keras layer that begins at an entry, and how many entries it takes. */
function layerFrom(graph: ModelGraph, first: number): KerasLayerConfig & { readonly taken: number } {
  const entry = graph.layers[first]!;
  const { operation, shape, keras } = entry;
  const next = follower(graph, first);
  if (operation.kind === 'dense') {
    const [activation, taken] = argumentAfter(graph, first);
    return { ...denseLayer(operation, activation), taken };
  }
  if (operation.kind === 'convolution') {
    const [activation, taken] = argumentAfter(graph, first);
    return { ...convolutionLayer(operation, shape, activation, false), taken };
  }
  if (operation.kind === 'depthwiseConvolution') {
    if (next?.operation.kind === 'convolution') {
      const [activation, taken] = argumentAfter(graph, first + 1);
      return { ...separableLayer(operation, next.operation, next.shape, activation), taken: taken + 1 };
    }
    const [activation, taken] = argumentAfter(graph, first);
    return { ...depthwiseLayer(operation, shape, activation), taken };
  }
  if (operation.kind === 'zeroPadding' && next?.operation.kind === 'convolution') {
    const [activation, taken] = argumentAfter(graph, first + 1);
    return { ...convolutionLayer(next.operation, next.shape, activation, true), taken: taken + 1 };
  }
  const isPooling = operation.kind === 'maxPooling' || operation.kind === 'averagePooling';
  if (isPooling && keras.className.startsWith('Global')) {
    const className = `Global${operation.kind === 'maxPooling' ? 'Max' : 'Average'}Pooling${rankOf(shape)}`;
    const keepdims = next?.operation.kind !== 'reshape';
    return { ...kerasLayer(className, { data_format: 'channels_last', keepdims }), taken: keepdims ? 1 : 2 };
  }
  return { ...plainLayer(operation, entry), taken: 1 };
}

/** The activation of the entry just behind another, where it is the argument of the same Keras layer, and how many entries both are. */
function argumentAfter(graph: ModelGraph, position: number): readonly [activation: string, taken: number] {
  const operation = follower(graph, position)?.operation;
  const activation = operation?.kind === 'activation' ? plainActivation(operation.function) : null;
  return activation === null ? ['linear', 1] : [activation, 2];
}

/** The next entry, where it comes from the same Keras layer and takes what this one gives. */
function follower(graph: ModelGraph, position: number): Layer | null {
  const [entry, next] = [graph.layers[position]!, graph.layers[position + 1]];
  if (next === undefined || next.inputs.length !== 1 || next.inputs[0] !== position) return null;
  return next.keras.name === entry.keras.name && !isUsedElsewhere(graph, position) ? next : null;
}

/** What others take as well has to be a layer of its own. */
function isUsedElsewhere({ layers, output }: ModelGraph, position: number): boolean {
  return output === position || layers.some(({ inputs }, i) => i !== position + 1 && inputs.includes(position));
}
