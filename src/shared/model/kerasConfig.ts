import { z } from 'zod';
import { parseFileJson } from '../fileJson.ts';
import { inboundNodes, type KerasReference, referenceList } from './kerasNodes.ts';

/** The architecture of a saved model: what config.json or the attribute `model_config` says, in one form for all dialects. */
export interface KerasModel {
  readonly className: 'Sequential' | 'Functional';
  readonly name: string;
  readonly layers: readonly KerasLayer[];
  /** Empty for Sequential. */
  readonly inputs: readonly KerasReference[];
  readonly outputs: readonly KerasReference[];
  /** With the batch axis; null where the model itself does not say. */
  readonly batchShape: BatchShape | null;
}

export interface KerasLayer {
  readonly name: string;
  readonly className: string;
  /** Position in the saved list, where a missing InputLayer of a Sequential counts. */
  readonly index: number;
  /** Arguments of the layer's constructor, not checked yet. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly batchShape: BatchShape | null;
  /** Inputs of each use of the layer in this model; empty in a Sequential. */
  readonly uses: readonly (readonly KerasReference[])[];
  readonly submodel: KerasModel | null;
  /** The name under which the user's own Python class is registered; null for classes of Keras. */
  readonly custom: string | null;
}

/** Extents with the batch axis first; null is any extent. */
export type BatchShape = readonly (number | null)[];

/** What is no Keras model, in the words that `found` of the Problem notAModel wants. */
export class NotKeras extends Error {}

/** Nesting beyond this is not an architecture. */
const deepest = 32;
/** Most layers of one model; NASNet, the largest that Keras brings along, has about a thousand. */
const mostLayers = 5000;
/** Longest name of a layer, in characters. */
const longestName = 500;

const batchShape = z.array(z.number().int().positive().nullable()).min(2);
const savedObject = z.object({
  class_name: z.string(),
  config: z.unknown(),
  registered_name: z.string().nullish(),
  module: z.string().nullish(),
  build_config: z.object({ input_shape: z.unknown() }).nullish().catch(null),
});
const savedLayer = savedObject.extend({ name: z.string().optional(), inbound_nodes: z.array(z.unknown()).optional() });
const settings = z.record(z.string(), z.unknown());
const functionalParts = z.object({
  name: z.string().catch('model'),
  layers: z.array(z.unknown()),
  input_layers: z.unknown(),
  output_layers: z.unknown(),
});
const sequentialParts = z.object({ name: z.string().catch('sequential'), layers: z.array(z.unknown()) });

/** Class names of models that consist of layers: `Model` is what Keras 2 called a Functional model. */
const modelClasses = new Map([
  ['Sequential', 'Sequential'],
  ['Functional', 'Functional'],
  ['Model', 'Functional'],
] as const);

/**
 * Parses the JSON of a saved model. Throws SyntaxError where it is not JSON and NotKeras where it describes no model of layers; a model
 * that is the user's own Python class comes back as a Functional of one custom layer.
 */
export function parseKerasConfig(text: string): KerasModel {
  const saved = savedObject.safeParse(parseFileJson(text));
  if (!saved.success) throw new NotKeras('its configuration does not describe a model');
  const { class_name: className, registered_name: registeredName } = saved.data;
  const model = modelOf(className, saved.data.config, saved.data.build_config?.input_shape, 0);
  if (model !== null) return model;
  const config = settings.safeParse(saved.data.config).data ?? {};
  return {
    className: 'Functional',
    name: className,
    layers: [plainLayer(nameIn(config) ?? className, className, 0, config, registeredName ?? className)],
    inputs: [],
    outputs: [],
    batchShape: null,
  };
}

/** Null for a class that is not made of layers. */
function modelOf(className: string, config: unknown, builtShape: unknown, depth: number): KerasModel | null {
  const kind = modelKind(className);
  if (kind === null) return null;
  if (depth > deepest) throw new NotKeras('its submodels are nested too deeply');
  if (kind === 'Sequential') {
    // Before Keras 2.2.3 the config of a Sequential was the bare list of its layers.
    const parts = sequentialParts.safeParse(Array.isArray(config) ? { layers: config } : config);
    if (!parts.success) throw new NotKeras('its configuration lists no layers');
    const { name, layers } = parts.data;
    checkCount(layers);
    const hasInput = savedLayer.safeParse(layers[0]).data?.class_name === 'InputLayer';
    const built = settings.safeParse(config).data?.['build_input_shape'] ?? builtShape;
    return {
      className: kind,
      name,
      layers: layers.map((layer, i) => layerOf(layer, hasInput ? i : i + 1, depth)),
      inputs: [],
      outputs: [],
      batchShape: batchShape.safeParse(built).data ?? null,
    };
  }
  const parts = functionalParts.safeParse(config);
  if (!parts.success) throw new NotKeras('its configuration lists no layers');
  const { name, layers, input_layers: inputs, output_layers: outputs } = parts.data;
  checkCount(layers);
  return {
    className: kind,
    name,
    layers: layers.map((layer, i) => layerOf(layer, i, depth)),
    inputs: referenceList(inputs),
    outputs: referenceList(outputs),
    batchShape: null,
  };
}

function checkCount(layers: readonly unknown[]): void {
  if (layers.length > mostLayers)
    throw new NotKeras(`its configuration lists ${layers.length} layers; up to ${mostLayers} are read`);
}

function modelKind(className: string): 'Sequential' | 'Functional' | null {
  for (const [name, kind] of modelClasses) if (name === className) return kind;
  return null;
}

function layerOf(value: unknown, index: number, depth: number): KerasLayer {
  const saved = savedLayer.safeParse(value);
  if (!saved.success) throw new NotKeras(`entry ${index} of its list of layers describes no layer`);
  const { class_name: className, config, name, registered_name: registered, build_config: build } = saved.data;
  const custom = customName(className, registered ?? null, saved.data.module ?? null);
  const submodel = custom === null ? modelOf(className, config, build?.input_shape, depth + 1) : null;
  const checked = settings.safeParse(config).data ?? {};
  const ownName = nameIn(checked) ?? name ?? `layer ${index}`;
  if (ownName.length > longestName || className.length > longestName) {
    throw new NotKeras(`the name of entry ${index} of its list of layers has more than ${longestName} characters`);
  }
  return {
    ...plainLayer(ownName, className, index, checked, custom),
    uses: (saved.data.inbound_nodes ?? []).map(inboundNodes),
    submodel,
  };
}

/** Classes of Keras have no registered name, or their own, and come from a module of Keras; Keras 2 `.h5` files write neither. */
function customName(className: string, registered: string | null, module: string | null): string | null {
  const ofKeras = module === null || /^(keras|tf_keras|tensorflow)(\.|$)/.test(module);
  if (ofKeras && (registered === null || registered === className)) return null;
  return registered ?? className;
}

function plainLayer(
  name: string,
  className: string,
  index: number,
  config: Readonly<Record<string, unknown>>,
  custom: string | null,
): KerasLayer {
  const shape = batchShape.safeParse(config['batch_shape'] ?? config['batch_input_shape']).data ?? null;
  return { name, className, index, config, custom, uses: [], submodel: null, batchShape: shape };
}

function nameIn(config: Readonly<Record<string, unknown>>): string | null {
  return typeof config['name'] === 'string' ? config['name'] : null;
}
