import { WorkbenchError } from '../problems/problems.ts';
import type { KerasOrigin, Layer, ModelGraph, ModelSource, Operation, Shape } from './graph.ts';
import type { BatchShape, KerasLayer, KerasModel } from './kerasConfig.ts';
import type { KerasReference } from './kerasNodes.ts';
import { orderUses } from './orderUses.ts';
import { Misfit } from './refusal.ts';
import { shapeText } from './shapes.ts';
import type { Translation } from './translation.ts';
import type { WeightReader } from './weightReader.ts';

/** Shared submodels within shared submodels multiply; no genuine model comes near. */
const maximumEntries = 20_000;
/** Values of one sample in one layer: 512 × 512 pixels with 64 channels. A simulation keeps several numbers for each. */
const maximumUnits = 2 ** 24;
/** Values of one sample in all layers together; ResNet152 on 224 × 224 pixels has 0.1 billion. */
const maximumTotal = 2 ** 28;

/** What is needed of the file besides the architecture. */
export interface GraphParts {
  /** Name of the file, for Problems. */
  readonly file: string;
  readonly source: ModelSource;
  /** Of every innermost layer but InputLayer. */
  readonly translations: ReadonlyMap<KerasLayer, Translation>;
  readonly weights: WeightReader;
}

/**
 * Lays out a Keras model as a graph: submodels flattened, an entry for every use of a layer, each after its inputs. Throws model
 * Problems: damagedModel where the connections lead nowhere, shapeMismatch, and those of the weights.
 */
export function buildGraph(model: KerasModel, { file, source, translations, weights }: GraphParts): ModelGraph {
  const layers: Layer[] = [];
  const names = new Set<string>();
  let total = 0;

  const inputLayer = inputOf(model);
  const input = addEntry(
    inputLayer?.name ?? 'input',
    { name: inputLayer?.name ?? 'input', className: 'InputLayer', index: 0 },
    [],
    inputShape(model, inputLayer),
    { kind: 'input' },
  );
  const output = addModel(model, input, '');
  return { name: model.name, source, layers, input, output };

  /** Adds the entries of a model that is given the value of entry `given`; the entry of its output. */
  function addModel(part: KerasModel, given: number, prefix: string): number {
    return part.className === 'Sequential' ? addChain(part, given, prefix) : addNetwork(part, given, prefix);
  }

  function addChain(part: KerasModel, given: number, prefix: string): number {
    return part.layers.reduce(
      (before, layer) => (layer.className === 'InputLayer' ? before : addUse(layer, 0, [before], prefix)),
      given,
    );
  }

  /** The file's order need not be one in which every use comes after its inputs. */
  function addNetwork(part: KerasModel, given: number, prefix: string): number {
    const values = new Map<string, number>();
    const byName = new Map(part.layers.map((layer) => [layer.name, layer]));
    const twice = part.layers.find((layer) => byName.get(layer.name) !== layer);
    if (twice !== undefined) throw damaged(`two of its layers are named "${twice.name}"`);
    const first = firstUses(part);
    const key = ({ layer, use }: KerasReference): string => `${use - (first.get(layer) ?? 0)} ${layer}`;
    for (const layer of part.layers) if (layer.className === 'InputLayer') values.set(`0 ${layer.name}`, given);

    const uses = part.layers.flatMap((layer) => layer.uses.map((inputs, use) => ({ layer, inputs, use })));
    const { ordered, left } = orderUses(uses, new Set(values.keys()), key, ({ layer, use }) => `${use} ${layer.name}`);
    const [stuck] = left;
    if (stuck !== undefined) {
      const missing = stuck.inputs.find(({ layer }) => !byName.has(layer));
      throw damaged(
        missing === undefined
          ? `the layers from "${stuck.layer.name}" on feed each other in a circle`
          : `layer "${stuck.layer.name}" takes its input from "${missing.layer}", which is not in the file`,
      );
    }
    for (const { layer, inputs, use } of ordered) {
      const found = inputs.map((reference) => values.get(key(reference))!);
      values.set(`${use} ${layer.name}`, addUse(layer, use, found, prefix));
    }
    const end = part.outputs[0];
    const value = end === undefined ? undefined : values.get(key(end));
    if (value === undefined) throw damaged('its configuration does not say which layer gives the output');
    return value;
  }

  function addUse(layer: KerasLayer, use: number, inputs: readonly number[], prefix: string): number {
    const name = `${prefix}${layer.name}${use === 0 ? '' : `#${use + 1}`}`;
    if (layer.submodel !== null) {
      const [given] = inputs;
      if (given === undefined || inputs.length > 1)
        throw misfit(name, `it takes one input and is given ${inputs.length}`);
      return addModel(layer.submodel, given, `${name}/`);
    }
    const translation = translations.get(layer);
    if (translation === undefined) throw damaged(`layer "${name}" is used although it is an input`);
    let before = inputs;
    for (const { suffix, operation, shape } of stepsOf(layer, name, translation, inputs)) {
      before = [addEntry(`${name}${suffix}`, originOf(layer), before, shape, operation)];
    }
    return before[0] ?? 0;
  }

  function stepsOf(layer: KerasLayer, name: string, translation: Translation, inputs: readonly number[]) {
    try {
      return translation(
        inputs.map((i) => layers[i]!.shape),
        (expected, extra) => weights.read(layer, expected, extra),
      );
    } catch (error) {
      throw error instanceof Misfit ? misfit(name, error.message) : error;
    }
  }

  function addEntry(
    wanted: string,
    keras: KerasOrigin,
    inputs: readonly number[],
    shape: Shape,
    operation: Operation,
  ): number {
    if (layers.length >= maximumEntries) throw damaged(`it has more than ${maximumEntries} layers`);
    const units = shape.reduce((product, extent) => product * extent, 1);
    total += units;
    if (units > maximumUnits) throw misfit(wanted, `its output of shape ${shapeText(shape)} is too large`);
    if (total > maximumTotal)
      throw misfit(wanted, `with its output of shape ${shapeText(shape)} the network is too large`);
    let name = wanted;
    // A Keras name may look like one that is made here, such as `block/relu`.
    for (let n = 2; names.has(name); n++) name = `${wanted}'${n}`;
    names.add(name);
    layers.push({ name, keras, inputs, shape, operation });
    return layers.length - 1;
  }

  function inputShape(part: KerasModel, layer: KerasLayer | null): Shape {
    const batchShape = layer?.batchShape ?? statedShape(part);
    if (batchShape === null)
      throw damaged('it does not say the shape of its input; build the model with an Input layer');
    const shape = batchShape.slice(1);
    const known = shape.filter((extent) => extent !== null);
    if (known.length === shape.length) return known;
    const asked = `(${shape.map((extent) => extent ?? 'any').join(', ')})`;
    const reason = `which takes inputs of any size ${asked}; inputs of one fixed size are supported`;
    const offender = { layer: layer?.name ?? 'input', className: 'InputLayer', reason };
    throw new WorkbenchError({
      area: 'model',
      kind: 'unsupportedLayers',
      file,
      layers: [offender],
      outline: [offender],
    });
  }

  function damaged(reason: string): WorkbenchError {
    return new WorkbenchError({ area: 'model', kind: 'damagedModel', file, reason });
  }

  function misfit(layer: string, reason: string): WorkbenchError {
    return new WorkbenchError({ area: 'model', kind: 'shapeMismatch', file, layer, reason });
  }
}

function originOf({ name, className, index }: KerasLayer): KerasOrigin {
  return { name, className, index };
}

/** The layer that stands for the input, if the model has one of its own. */
function inputOf(model: KerasModel): KerasLayer | null {
  const named = model.inputs[0]?.layer;
  return (
    model.layers.find(({ className, name }) => className === 'InputLayer' && (named === undefined || name === named)) ??
    null
  );
}

/** Without an InputLayer, the model itself, its first layer or its first submodel says what it takes. */
function statedShape(model: KerasModel): BatchShape | null {
  const [first] = model.layers;
  if (model.batchShape !== null || first === undefined) return model.batchShape;
  if (first.batchShape !== null || first.submodel === null) return first.batchShape;
  return inputOf(first.submodel)?.batchShape ?? statedShape(first.submodel);
}

/**
 * The number that the file gives to the first use of each layer: the lowest that is referred to. Keras counts the uses of a submodel from
 * 1 in some versions, because building it was use 0.
 */
function firstUses(model: KerasModel): ReadonlyMap<string, number> {
  const references = [...model.outputs, ...model.layers.flatMap(({ uses }) => uses.flat())];
  const first = new Map<string, number>();
  for (const { layer, use } of references) first.set(layer, Math.min(use, first.get(layer) ?? Infinity));
  return first;
}
