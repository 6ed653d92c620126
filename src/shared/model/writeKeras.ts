import { writeHdf5, type Hdf5Group } from '../bytes/hdf5Write.ts';
import { writeZip } from '../bytes/zip.ts';
import type { ModelGraph } from './graph.ts';
import { type KerasConfig, kerasObject } from './kerasObjects.ts';
import { kerasOrder } from './kerasOrder.ts';
import { type WrittenLayer, writtenLayers } from './writeKerasLayers.ts';

export interface WriteKerasOptions {
  /** As Keras writes it: `2026-01-31@18:30:00`. Given from outside, so that equal models give equal bytes. */
  readonly dateSaved: string;
  /** Settings that the graph does not keep, by name of the Keras layer: `momentum`. */
  readonly settings?: ReadonlyMap<string, KerasConfig>;
  /** Written into metadata.json behind what Keras writes there; Keras reads none of it. */
  readonly metadata?: KerasConfig;
}

/** The version whose layout is written. */
const kerasVersion = '3.15.1';

/**
 * A `.keras` file of the model, laid out as Keras 3 lays out a Functional model that is not compiled. Layers keep the class that they were
 * read with, except that submodels are opened, a second use of a layer becomes a layer, and Normalization becomes Rescaling.
 */
export async function writeKeras(graph: ModelGraph, options: WriteKerasOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { layers, positions } = writtenLayers(graph, options.settings ?? new Map());
  const ordered = kerasOrder(layers, positions[graph.output]!).map((position) => layers[position]!);
  const encoder = new TextEncoder();
  const metadata = { keras_version: kerasVersion, date_saved: options.dateSaved, ...options.metadata };
  const config = {
    ...kerasObject('keras.src.models.functional', 'Functional', {
      name: graph.name,
      trainable: true,
      layers: ordered.map((layer) => layerConfig(layer, layers)),
      input_layers: [layers[positions[graph.input]!]!.name, 0, 0],
      output_layers: [layers[positions[graph.output]!]!.name, 0, 0],
    }),
    registered_name: 'Functional',
    build_config: { input_shape: null },
  };
  return writeZip(
    new Map([
      ['metadata.json', encoder.encode(JSON.stringify(metadata))],
      ['config.json', encoder.encode(JSON.stringify(config))],
      ['model.weights.h5', await writeHdf5(weightGroups(graph.name, ordered))],
    ]),
  );
}

function layerConfig(layer: WrittenLayer, layers: readonly WrittenLayer[]): KerasConfig {
  const inputs = layer.inputs.map((input) => layers[input]!);
  const shapes = inputs.map(({ shape }) => [null, ...shape]);
  const tensors = inputs.map(({ name, shape }) => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, ...shape], dtype: 'float32', keras_history: [name, 0, 0] },
  }));
  // Layers that merge others take a list of them as their one argument.
  const isList = tensors.length > 1;
  const build = { build_config: { input_shape: isList ? shapes : (shapes[0] ?? [null]) } };
  return {
    ...kerasObject('keras.layers', layer.className, { name: layer.name, ...layer.config }),
    ...(layer.notesBuild ? build : {}),
    name: layer.name,
    inbound_nodes: tensors.length === 0 ? [] : [{ args: isList ? [tensors] : tensors, kwargs: layer.kwargs }],
  };
}

/** The tree of model.weights.h5: every layer has a group `vars`, named by its class in order of appearance, also those without weights. */
function weightGroups(modelName: string, layers: readonly WrittenLayer[]): Hdf5Group {
  const uses = new Map<string, number>();
  const groups = layers.map(({ className, name, weights }): [string, Hdf5Group] => {
    const stem = snakeCase(className);
    const use = uses.get(stem) ?? 0;
    uses.set(stem, use + 1);
    const datasets = Object.fromEntries(weights.map((weight, i) => [String(i), weight]));
    return [use === 0 ? stem : `${stem}_${use}`, { groups: { vars: { attributes: { name }, datasets } } }];
  });
  return {
    groups: { layers: { groups: Object.fromEntries(groups) }, vars: { attributes: { name: modelName } } },
  };
}

/** MaxPooling2D → max_pooling2d, ReLU → re_lu: an underscore before each capital that ends or begins a word, as Keras does. */
function snakeCase(className: string): string {
  return className
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
