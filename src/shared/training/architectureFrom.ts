import type { ActivationFunction, Layer, ModelGraph, Pair, Shape } from '../model/graph.ts';
import { WorkbenchError } from '../problems/problems.ts';
import {
  type ActivationPlan,
  type FoundArchitecture,
  type LayerForm,
  type LayerPlan,
  networkInput,
} from './architecture.ts';
import { freeName } from './nameLayers.ts';

/** Rate of the dropout that stands in for a layer whose own is another one. */
const usualRate = 0.25;

/** The layers of a model without its weights. Throws the Problem wrongArchitecture, which names every layer that has no form here. */
export function architectureFrom(graph: ModelGraph): FoundArchitecture {
  const layers: LayerPlan[] = [];
  const faults: { layer: string; fault: string }[] = [];
  const notes: string[] = [];
  const taken = new Set([networkInput]);
  /** Name of the layer that gives the output of each entry. */
  const givers: string[] = [];
  graph.layers.forEach((entry, position) => {
    const [from] = entry.inputs;
    const owner = from === undefined ? undefined : graph.layers[from];
    if (position === graph.input) return void givers.push(networkInput);
    if (isTakenIn(entry, owner)) return void givers.push(givers[from!]!);
    const argument = graph.layers.find((next) => next.inputs[0] === position && isTakenIn(next, entry));
    const form = formOf(entry, owner?.shape ?? [], argument ?? null);
    if (form === null) return void givers.push(givers[from!]!);
    if (typeof form === 'string') {
      faults.push({ layer: entry.name, fault: form });
      return void givers.push(networkInput);
    }
    const name = freeName(entry.keras.name.replaceAll(/[^A-Za-z0-9_.-]/g, '_').slice(0, 70), taken);
    taken.add(name);
    if (form.kind === 'dropout' && entry.keras.className !== 'Dropout') {
      notes.push(`"${name}" is of class ${entry.keras.className}: plain dropout at a rate of ${form.rate} stands in.`);
    }
    const inputs = entry.inputs.map((input) => givers[input]!);
    const before = layers.at(-1)?.name ?? networkInput;
    layers.push({ name, inputs: inputs.length === 1 && inputs[0] === before ? null : inputs, form });
    givers.push(name);
  });
  if (faults.length > 0) {
    throw new WorkbenchError({ area: 'training', kind: 'wrongArchitecture', name: graph.name, layers: faults });
  }
  const name = graph.name.replaceAll(/[^A-Za-z0-9_.-]/g, '_').slice(0, 80);
  return { architecture: { name, inputShape: graph.layers[graph.input]!.shape, layers }, notes };
}

/** Whether an entry belongs to the layer before it: the activation argument of a weighted layer, the reshape of a global pooling. */
function isTakenIn(entry: Layer, owner: Layer | undefined): boolean {
  if (owner === undefined || owner.keras.name !== entry.keras.name || entry.name === owner.name) return false;
  const { kind } = owner.operation;
  const isWeighted = kind === 'dense' || kind === 'convolution' || kind === 'depthwiseConvolution';
  if (isWeighted && entry.operation.kind === 'activation') return true;
  return owner.keras.className.startsWith('Global') && entry.operation.kind === 'reshape';
}

/** The form of an entry; null where it does nothing, a text where it has none. */
function formOf({ operation, keras, shape }: Layer, input: Shape, argument: Layer | null): LayerForm | string | null {
  const fault = `is of class ${keras.className}, which the builder does not have`;
  const activationOf = (): ActivationPlan | null =>
    argument?.operation.kind === 'activation' ? planOf(argument.operation.function) : { kind: 'linear' };
  switch (operation.kind) {
    case 'convolution':
    case 'depthwiseConvolution': {
      const { kernel, strides, padding, dilation, bias } = operation;
      const activation = activationOf();
      if (activation === null) return 'has an activation that the builder does not have';
      if (shape.length !== 3) return 'works on sequences, and the builder has images';
      if (dilation.some((factor) => factor !== 1)) return 'is dilated';
      const extent: Pair = [kernel.shape[0]!, kernel.shape[1]!];
      const common = { kernel: extent, strides, padding, bias: bias !== null, batchNormalization: false, activation };
      if (operation.kind === 'convolution') {
        return { kind: 'convolution', filters: kernel.shape[3]!, groups: operation.groups, ...common };
      }
      return kernel.shape[3] === 1 ? { kind: 'depthwiseConvolution', ...common } : 'has several kernels a channel';
    }
    case 'dense': {
      const activation = activationOf();
      if (activation === null) return 'has an activation that the builder does not have';
      if (input.length !== 1) return 'works on more than rows of values';
      const { kernel, bias } = operation;
      return { kind: 'dense', units: kernel.shape[1]!, bias: bias !== null, batchNormalization: false, activation };
    }
    case 'maxPooling':
    case 'averagePooling': {
      if (shape.length !== 3) return 'works on sequences, and the builder has images';
      const isMax = operation.kind === 'maxPooling';
      if (keras.className.startsWith('Global')) return { kind: isMax ? 'globalMaxPooling' : 'globalAveragePooling' };
      const { kind, size, strides, padding } = operation;
      return { kind, size, strides, padding };
    }
    case 'batchNormalization':
      return { kind: 'batchNormalization' };
    case 'activation': {
      const activation = planOf(operation.function);
      return activation === null
        ? 'has an activation that the builder does not have'
        : { kind: 'activation', activation };
    }
    case 'reshape':
      return shape.length === 1 ? { kind: 'flatten' } : fault;
    case 'merge':
      return operation.rule === 'add' ? { kind: 'add' } : fault;
    case 'identity':
      if (operation.inTraining) return operation.inTraining;
      return /Dropout/.test(keras.className) ? { kind: 'dropout', rate: usualRate } : null;
    case 'input':
    case 'permute':
    case 'zeroPadding':
    case 'cropping':
    case 'upsampling':
    case 'scaling':
    case 'concatenate':
      return fault;
  }
}

function planOf(activation: ActivationFunction): ActivationPlan | null {
  if (activation.kind === 'softmax' || activation.kind === 'linear') return { kind: activation.kind };
  if (activation.kind !== 'relu' || activation.negativeSlope !== 0 || activation.threshold !== 0) return null;
  const { maxValue } = activation;
  return maxValue === null ? { kind: 'relu' } : { kind: 'clipped', level: { rule: 'fixed', value: maxValue } };
}
