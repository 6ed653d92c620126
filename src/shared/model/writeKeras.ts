import { writeHdf5, type Hdf5Group } from '../bytes/hdf5Write.ts';
import { writeZip } from '../bytes/zip.ts';
import type { Layer, ModelGraph, Shape } from './graph.ts';
import {
  type KerasConfig,
  type KerasLayerConfig,
  kerasLayerConfig,
  kerasObject,
  plainActivation,
} from './kerasLayerConfig.ts';

export interface WriteKerasOptions {
  /** As Keras writes it: `2026-01-31@18:30:00`. Given from outside, so that equal models give equal bytes. */
  readonly dateSaved: string;
  /** The graph does not keep the rate of Dropout layers, which do nothing once trained. */
  readonly dropoutRate?: number;
}

/** The version whose layout is written. */
const kerasVersion = '3.15.1';

/** A layer as it stands in the file: one entry of the graph, or two where the second is the activation of the first. */
interface WrittenLayer extends KerasLayerConfig {
  readonly name: string;
  /** Positions in the list of written layers. */
  readonly inputs: readonly number[];
  readonly shape: Shape;
}

/**
 * A `.keras` file of the model, laid out as Keras 3 lays out a Functional model that is not compiled. Written are Input, Dense,
 * Conv1D/2D, Max- and AveragePooling1D/2D, BatchNormalization, Activation, ReLU, Flatten, Reshape and Dropout; others are an error.
 */
export async function writeKeras(graph: ModelGraph, options: WriteKerasOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { layers, positions } = writtenLayers(graph, options.dropoutRate ?? 0);
  const encoder = new TextEncoder();
  const metadata = { keras_version: kerasVersion, date_saved: options.dateSaved };
  const config = {
    ...kerasObject('keras.src.models.functional', 'Functional', {
      name: graph.name,
      trainable: true,
      layers: layers.map((layer) => layerConfig(layer, layers)),
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
      ['model.weights.h5', await writeHdf5(weightGroups(graph.name, layers))],
    ]),
  );
}

/** The layers of the file, and for each entry of the graph the position of its layer. */
function writtenLayers(
  graph: ModelGraph,
  dropoutRate: number,
): { readonly layers: readonly WrittenLayer[]; readonly positions: readonly number[] } {
  const layers: WrittenLayer[] = [];
  const positions: number[] = [];
  graph.layers.forEach((entry, index) => {
    if (isArgument(entry, graph)) {
      positions.push(positions[entry.inputs[0]!]!);
      return;
    }
    const next = graph.layers[index + 1];
    const operation = next !== undefined && isArgument(next, graph) ? next.operation : null;
    const activation = operation?.kind === 'activation' ? plainActivation(operation.function) : null;
    const taken = layers.some(({ name }) => name === entry.keras.name);
    positions.push(layers.length);
    layers.push({
      ...kerasLayerConfig(entry.operation, activation ?? 'linear', entry.shape, dropoutRate),
      // Keras does not allow slashes in names.
      name: (taken ? entry.name : entry.keras.name).replaceAll('/', '_'),
      inputs: entry.inputs.map((input) => positions[input]!),
      shape: entry.shape,
    });
  });
  return { layers, positions };
}

/** Whether an entry is the activation argument of the layer just before it. */
function isArgument({ operation, inputs, keras }: Layer, graph: ModelGraph): boolean {
  const owner = graph.layers[inputs[0] ?? -1];
  return (
    operation.kind === 'activation' &&
    plainActivation(operation.function) !== null &&
    owner !== undefined &&
    owner.keras.name === keras.name &&
    (owner.operation.kind === 'dense' || owner.operation.kind === 'convolution')
  );
}

function layerConfig(layer: WrittenLayer, layers: readonly WrittenLayer[]): KerasConfig {
  const inputs = layer.inputs.map((input) => layers[input]!);
  const inputShape = [null, ...(inputs[0]?.shape ?? [])];
  const tensors = inputs.map(({ name, shape }) => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, ...shape], dtype: 'float32', keras_history: [name, 0, 0] },
  }));
  return {
    ...kerasObject('keras.layers', layer.className, { name: layer.name, ...layer.config }),
    ...(layer.notesBuild ? { build_config: { input_shape: inputShape } } : {}),
    name: layer.name,
    inbound_nodes: tensors.length === 0 ? [] : [{ args: tensors, kwargs: {} }],
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
