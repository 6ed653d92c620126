import { assertNever } from '../assertNever.ts';
import type { ActivationFunction, Layer, Operation, Shape, TrainingEffect } from '../model/graph.ts';
import { uniform } from '../random.ts';
import { sizeOf, type Tensor } from '../tensor.ts';
import { type ActivationPlan, type Architecture, type LayerForm, networkInput } from './architecture.ts';
import { checkArchitecture } from './layOut.ts';
import { freeName, kerasClasses } from './nameLayers.ts';
import { batchNormalizationEpsilon, type Trainable, type TrainingRole } from './trainable.ts';

/**
 * The network of an architecture with kernels drawn uniformly as Glorot and Bengio 2010 (equation 16) have it, a function of the seed and
 * of nothing else; biases begin at zero. Its layers are those that Keras would have. Throws the Problem wrongArchitecture.
 */
export function createInitialModel(architecture: Architecture, seed: number): Trainable {
  const { name, inputShape, layers: plans } = architecture;
  const laidOut = checkArchitecture(architecture);
  const keras = { name: 'input_layer', className: 'InputLayer', index: 0 };
  const layers: Layer[] = [{ name: keras.name, keras, inputs: [], shape: inputShape, operation: { kind: 'input' } }];
  const roles = new Map<number, TrainingRole>();
  const taken = new Set([networkInput, keras.name, ...plans.map((plan) => plan.name)]);
  /** Entry of the graph that holds the output of each plan; of the input at -1. */
  const ends = new Map([[-1, 0]]);
  let index = 0;

  const add = (layer: Omit<Layer, 'inputs'>, inputs: readonly number[], role: TrainingRole | null = null): void => {
    layers.push({ ...layer, inputs });
    if (role !== null) roles.set(layers.length - 1, role);
  };
  /** A Keras layer of its own behind what came last, named after the plan. */
  const append = (
    owner: string,
    className: keyof typeof stemsOfOwn,
    shape: Shape,
    operation: Operation,
    role: TrainingRole | null,
  ) => {
    const own = freeName(`${owner}_${stemsOfOwn[className]}`, taken);
    taken.add(own);
    index += 1;
    const layer = { name: own, keras: { name: own, className, index }, shape, operation };
    add(layer, [layers.length - 1], role);
  };

  plans.forEach(({ name: planName, form }, position) => {
    const { shape, inputs } = laidOut[position]!;
    const from = inputs.map((input) => ends.get(input)!);
    const inputForm = layers[from[0]!]!.shape;
    index += 1;
    const origin = { name: planName, className: classOf(form), index };
    const steps = operationsOf(form, inputForm, shape, seed, position + 1);
    steps.forEach(({ suffix, operation, shape: own, role }, step) => {
      const layer = { name: `${planName}${suffix}`, keras: origin, shape: own, operation };
      add(layer, step === 0 ? from : [layers.length - 1], role ?? null);
    });
    if ('batchNormalization' in form && form.batchNormalization) {
      append(planName, 'BatchNormalization', shape, batchNormalization(shape.at(-1)!), null);
    }
    if ('bias' in form && form.activation.kind !== 'linear') {
      const { operation, role } = activationStep(form.activation);
      const isArgument = role === null && !form.batchNormalization;
      if (isArgument) {
        add({ name: `${planName}/${form.activation.kind}`, keras: origin, shape, operation }, [layers.length - 1]);
      } else {
        append(planName, form.activation.kind === 'softmax' ? 'Softmax' : 'ReLU', shape, operation, role);
      }
    }
    ends.set(position, layers.length - 1);
  });
  const source = { container: 'keras', kerasVersion: null, architecture: 'Functional' } as const;
  return { graph: { name, source, layers, input: 0, output: layers.length - 1 }, roles };
}

/** Ends of the names of layers that a plan brings with it. */
const stemsOfOwn = { BatchNormalization: 'batch_normalization', ReLU: 're_lu', Softmax: 'softmax' } as const;

interface Step {
  readonly suffix: string;
  readonly operation: Operation;
  readonly shape: Shape;
  readonly role?: TrainingRole | null;
}

function classOf(form: LayerForm): string {
  return form.kind === 'activation' && form.activation.kind === 'softmax' ? 'Softmax' : kerasClasses[form.kind];
}

/** The entries of the graph for a form, without the batch normalisation and activation that it brings. */
function operationsOf(form: LayerForm, input: Shape, shape: Shape, seed: number, stream: number): readonly Step[] {
  const [rows = 1, columns = 1, channels = 1] = input;
  const one = (operation: Operation, role: TrainingRole | null = null): readonly Step[] => [
    { suffix: '', operation, shape, role },
  ];
  const idle = (inTraining: TrainingEffect): readonly Step[] => one({ kind: 'identity', inTraining }, inTraining);
  const kernel = (...extents: number[]): Tensor => glorotUniform(extents, seed, stream);
  const biasOf = (hasBias: boolean): Tensor | null =>
    hasBias ? { shape: [shape.at(-1)!], data: new Float32Array(shape.at(-1)!) } : null;
  switch (form.kind) {
    case 'convolution': {
      const { strides, padding, groups, filters, bias } = form;
      const weights = kernel(...form.kernel, channels / groups, filters);
      const dilation = [1, 1] as const;
      return one({ kind: 'convolution', kernel: weights, bias: biasOf(bias), strides, padding, dilation, groups });
    }
    case 'depthwiseConvolution': {
      const { strides, padding, bias } = form;
      const weights = kernel(...form.kernel, channels, 1);
      const dilation = [1, 1] as const;
      return one({ kind: 'depthwiseConvolution', kernel: weights, bias: biasOf(bias), strides, padding, dilation });
    }
    case 'dense':
      return one({ kind: 'dense', kernel: kernel(sizeOf(input), form.units), bias: biasOf(form.bias) });
    case 'maxPooling':
    case 'averagePooling': {
      const { kind, size, strides, padding } = form;
      return one({ kind, size, strides, padding });
    }
    case 'globalMaxPooling':
    case 'globalAveragePooling': {
      const kind = form.kind === 'globalMaxPooling' ? 'maxPooling' : 'averagePooling';
      const size = [rows, columns] as const;
      return [
        { suffix: '', operation: { kind, size, strides: size, padding: 'valid' }, shape: [1, 1, channels] },
        { suffix: '/flatten', operation: { kind: 'reshape' }, shape },
      ];
    }
    case 'dropout':
      return idle({ kind: 'dropout', rate: form.rate });
    case 'noise':
      return idle({ kind: 'noise', deviation: form.deviation });
    case 'flatten':
      return one({ kind: 'reshape' });
    case 'batchNormalization':
      return one(batchNormalization(shape.at(-1)!));
    case 'activation': {
      const { operation, role } = activationStep(form.activation);
      return one(operation, role);
    }
    case 'add':
      return one({ kind: 'merge', rule: 'add' });
    default:
      return assertNever(form);
  }
}

function activationStep(plan: ActivationPlan): {
  readonly operation: Operation;
  readonly role: TrainingRole | null;
} {
  switch (plan.kind) {
    case 'linear':
      throw new Error('A linear activation is no layer');
    case 'softmax':
      return { operation: { kind: 'activation', function: { kind: 'softmax' } }, role: null };
    case 'relu':
      return { operation: { kind: 'activation', function: reluUpTo(null) }, role: null };
    case 'clipped':
      return { operation: { kind: 'activation', function: reluUpTo(levelOf(plan)) }, role: plan };
    case 'qcfs':
      return { operation: { kind: 'activation', function: reluUpTo(plan.threshold) }, role: plan };
    default:
      return assertNever(plan);
  }
}

/** Where a clipped ReLU begins; null where it is to be measured. */
function levelOf({ level }: Extract<ActivationPlan, { kind: 'clipped' }>): number | null {
  switch (level.rule) {
    case 'fixed':
      return level.value;
    case 'learned':
      return level.initial;
    case 'percentile':
      return null;
    default:
      return assertNever(level);
  }
}

export function reluUpTo(maxValue: number | null): ActivationFunction {
  return { kind: 'relu', maxValue, negativeSlope: 0, threshold: 0 };
}

function batchNormalization(channels: number): Operation {
  return {
    kind: 'batchNormalization',
    gamma: new Float32Array(channels).fill(1),
    beta: new Float32Array(channels),
    mean: new Float32Array(channels),
    variance: new Float32Array(channels).fill(1),
    epsilon: batchNormalizationEpsilon,
  };
}

/** Values between ±√(6 / (inputs + outputs)), both counted per position of the kernel. */
function glorotUniform(shape: readonly number[], seed: number, stream: number): Tensor {
  const [inputs, outputs] = [shape.at(-2)!, shape.at(-1)!];
  const positions = sizeOf(shape.slice(0, -2));
  const limit = Math.sqrt(6 / (positions * (inputs + outputs)));
  const draw = (i: number): number => (2 * uniform('training', seed, stream, 0, i) - 1) * limit;
  return { shape, data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => draw(i)) };
}
