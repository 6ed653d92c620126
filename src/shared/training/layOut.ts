import { assertNever } from '../assertNever.ts';
import type { Shape } from '../model/graph.ts';
import { shapeText, windowCount } from '../model/shapes.ts';
import { WorkbenchError } from '../problems/problems.ts';
import { sizeOf } from '../tensor.ts';
import { type Architecture, type LayerForm, type LayerPlan, networkInput } from './architecture.ts';

/** A layer of an architecture with what follows from its place. */
export interface LaidOutLayer {
  readonly name: string;
  /** Positions of the layers that it takes; -1 is the input of the network. */
  readonly inputs: readonly number[];
  /** Of its output, without the batch axis; null where it cannot be. */
  readonly shape: Shape | null;
  /** Trained numbers: weights, biases, gamma and beta, learned levels. */
  readonly parameters: number;
  /** Numbers that training measures: means and variances of batch normalisation, measured levels. */
  readonly statistics: number;
  /** Why it cannot be, completing "the layer …"; null where it can, and where the fault lies in an earlier layer. */
  readonly fault: string | null;
}

export interface LaidOutArchitecture {
  readonly layers: readonly LaidOutLayer[];
  readonly parameters: number;
  readonly statistics: number;
  /** Of the output; null where a layer is at fault. */
  readonly classes: number | null;
  readonly isSound: boolean;
}

/** Shapes, parameter counts and faults of all layers: what the builder shows while it is edited. */
export function layOut({ inputShape, layers }: Architecture): LaidOutArchitecture {
  const laidOut: LaidOutLayer[] = [];
  const positions = new Map<string, number>([[networkInput, -1]]);
  layers.forEach((plan, index) => {
    const isLast = index === layers.length - 1;
    laidOut.push(layOutLayer(plan, index, isLast, { inputShape, laidOut, positions }));
    if (!positions.has(plan.name)) positions.set(plan.name, index);
  });
  const unused = laidOut.map(({ inputs }) => inputs);
  const faulty = laidOut.map((layer, index) =>
    layer.fault === null && index < laidOut.length - 1 && !unused.some((inputs) => inputs.includes(index))
      ? { ...layer, fault: 'leads nowhere: no later layer takes it' }
      : layer,
  );
  const isSound = faulty.every(({ fault, shape }) => fault === null && shape !== null);
  return {
    layers: faulty,
    parameters: faulty.reduce((sum, { parameters }) => sum + parameters, 0),
    statistics: faulty.reduce((sum, { statistics }) => sum + statistics, 0),
    classes: isSound ? (faulty.at(-1)?.shape?.[0] ?? null) : null,
    isSound,
  };
}

/** The layers, all of them sound. Throws the Problem wrongArchitecture, which names every layer at fault. */
export function checkArchitecture(architecture: Architecture): readonly (LaidOutLayer & { readonly shape: Shape })[] {
  const { layers } = layOut(architecture);
  const faults = layers.flatMap(({ name, fault }) => (fault === null ? [] : [{ layer: name, fault }]));
  if (faults.length > 0) {
    throw new WorkbenchError({ area: 'training', kind: 'wrongArchitecture', name: architecture.name, layers: faults });
  }
  return layers.map((layer) => ({ ...layer, shape: layer.shape! }));
}

interface Before {
  readonly inputShape: Shape;
  readonly laidOut: readonly LaidOutLayer[];
  readonly positions: ReadonlyMap<string, number>;
}

function layOutLayer(plan: LayerPlan, index: number, isLast: boolean, before: Before): LaidOutLayer {
  const { name, form } = plan;
  const wrong = (fault: string | null, inputs: readonly number[] = []): LaidOutLayer => ({
    name,
    inputs,
    shape: null,
    parameters: 0,
    statistics: 0,
    fault,
  });
  if (before.positions.has(name) || name.startsWith('input_layer')) return wrong('has a name that is taken');
  const given = plan.inputs?.map((input) => before.positions.get(input) ?? null) ?? [index - 1];
  const lost = given.indexOf(null);
  if (lost >= 0) return wrong(`takes "${plan.inputs![lost]}", and there is no layer of that name before it`);
  const inputs = given.map((position) => position!);
  if (form.kind === 'add' ? inputs.length < 2 : inputs.length !== 1) {
    return wrong(form.kind === 'add' ? 'adds two or more layers: name them' : 'takes one layer only', inputs);
  }
  const shapes = inputs.map((position) => (position < 0 ? before.inputShape : before.laidOut[position]!.shape));
  if (shapes.some((shape) => shape === null)) return wrong(null, inputs);
  const made = shapeAfter(
    form,
    shapes.map((shape) => shape!),
  );
  if (typeof made === 'string') return wrong(made, inputs);
  if (form.kind === 'activation' && form.activation.kind === 'linear') {
    return wrong('is a linear activation, which does nothing: leave it out', inputs);
  }
  const softmax = activationIn(form)?.kind === 'softmax';
  if (softmax && !isLast) return wrong('has a softmax, which only the last layer can have', inputs);
  if (isLast && made.length !== 1) {
    return wrong(
      `is the last and gives values of shape ${shapeText(made)}: the last layer gives one score a class`,
      inputs,
    );
  }
  if (isLast && !softmax && activationIn(form)?.kind !== 'linear') {
    return wrong('is the last, whose activation is softmax or linear', inputs);
  }
  return { name, inputs, shape: made, fault: null, ...countsOf(form, shapes[0]!, made) };
}

/** The activation of a form; `linear` for a layer that has none and could be the last. */
function activationIn(form: LayerForm) {
  if ('activation' in form) return form.activation;
  return form.kind === 'globalAveragePooling' ? ({ kind: 'linear' } as const) : null;
}

/** The shape of a layer's output, or why there is none. */
function shapeAfter(form: LayerForm, shapes: readonly Shape[]): Shape | string {
  const input = shapes[0]!;
  const [rows = 1, columns = 1, channels = 1] = input;
  switch (form.kind) {
    case 'convolution':
    case 'depthwiseConvolution':
    case 'maxPooling':
    case 'averagePooling': {
      if (input.length !== 3) return `works on images and is given values of shape ${shapeText(input)}`;
      const size = 'kernel' in form ? form.kernel : form.size;
      const [height, width] = [rows, columns].map((extent, axis) =>
        windowCount(extent, size[axis]!, form.strides[axis]!, 1, form.padding),
      );
      if (height! < 1 || width! < 1) return `has a window of ${size.join(' × ')}, larger than ${shapeText(input)}`;
      if (form.kind !== 'convolution') return [height!, width!, channels];
      if (channels % form.groups !== 0 || form.filters % form.groups !== 0) {
        return `has ${form.groups} groups, which do not divide ${channels} channels and ${form.filters} filters`;
      }
      return [height!, width!, form.filters];
    }
    case 'globalMaxPooling':
    case 'globalAveragePooling':
      return input.length === 3 ? [channels] : `works on images and is given values of shape ${shapeText(input)}`;
    case 'dense':
      return input.length === 1
        ? [form.units]
        : `takes a row of values and is given ${shapeText(input)}: put a layer "flatten" before it`;
    case 'flatten':
      return [sizeOf(input)];
    case 'add': {
      const other = shapes.find((shape) => shapeText(shape) !== shapeText(input));
      return other === undefined ? input : `cannot add ${shapeText(input)} and ${shapeText(other)}`;
    }
    case 'dropout':
    case 'noise':
    case 'batchNormalization':
    case 'activation':
      return input;
    default:
      return assertNever(form);
  }
}

function countsOf(
  form: LayerForm,
  input: Shape,
  output: Shape,
): { readonly parameters: number; readonly statistics: number } {
  const channels = output.at(-1)!;
  const activation = 'activation' in form ? form.activation : null;
  const level =
    activation?.kind === 'qcfs' || (activation?.kind === 'clipped' && activation.level.rule === 'learned') ? 1 : 0;
  const measured = activation?.kind === 'clipped' && activation.level.rule === 'percentile' ? 1 : 0;
  const normalised = form.kind === 'batchNormalization' || ('batchNormalization' in form && form.batchNormalization);
  const own = 'bias' in form ? kernelSize(form, input.at(-1)!) + (form.bias ? channels : 0) : 0;
  return {
    parameters: own + (normalised ? 2 * channels : 0) + level,
    statistics: (normalised ? 2 * channels : 0) + measured,
  };
}

function kernelSize(form: Extract<LayerForm, { bias: boolean }>, channels: number): number {
  switch (form.kind) {
    case 'convolution':
      return (sizeOf(form.kernel) * channels * form.filters) / form.groups;
    case 'depthwiseConvolution':
      return sizeOf(form.kernel) * channels;
    case 'dense':
      return channels * form.units;
    default:
      return assertNever(form);
  }
}
