import { z } from 'zod';
import { sizeOf } from '../tensor.ts';
import type { ActivationFunction, Operation, Shape, TrainingEffect } from './graph.ts';
import { activationLayer } from './kerasActivation.ts';
import type { KerasLayer } from './kerasConfig.ts';
import { lastSchema, marginSchema, onlyInput, pairSchema, settingsOf } from './kerasFields.ts';
import { Misfit } from './refusal.ts';
import { planeOf, shapeOfPlane, shapeText } from './shapes.ts';
import type { Step, Translation } from './translation.ts';

/** The step of an activation argument; none for a linear one. */
export function activationSteps(activation: ActivationFunction, shape: Shape): readonly Step[] {
  if (activation.kind === 'linear') return [];
  return [{ suffix: `/${activation.kind}`, operation: { kind: 'activation', function: activation }, shape }];
}

/** Layers that do nothing at inference. */
export function translateIdle(layer: KerasLayer): Translation {
  const inTraining = effectOf(layer);
  return (inputs) => [step({ kind: 'identity', ...(inTraining !== null && { inTraining }) }, onlyInput(inputs))];
}

const dropoutSettings = z.object({ rate: z.number().min(0).lt(1) });
const noiseSettings = z.object({ stddev: z.number().nonnegative() });

/** A rate that is odd does no harm at inference, and is no reason to refuse a model. */
function effectOf({ className, config }: KerasLayer): TrainingEffect | null {
  if (className === 'Dropout' || className.startsWith('SpatialDropout')) {
    const { data } = dropoutSettings.safeParse(config);
    return data === undefined ? null : { kind: 'dropout', rate: data.rate };
  }
  const { data } = noiseSettings.safeParse(className === 'GaussianNoise' ? config : null);
  return data === undefined ? null : { kind: 'noise', deviation: data.stddev };
}

function translateLinear(): Translation {
  return (inputs) => [step({ kind: 'identity' }, onlyInput(inputs))];
}

/** Null for a layer that is no activation layer. */
export function translateActivation(layer: KerasLayer): Translation | null {
  const activation = activationLayer(layer.className, layer.config);
  if (activation === null) return null;
  if (activation.kind === 'linear') return translateLinear();
  return (inputs) => [step({ kind: 'activation', function: activation }, onlyInput(inputs))];
}

export function translateFlatten(layer: KerasLayer): Translation {
  settingsOf(layer, z.object({ data_format: lastSchema }));
  return (inputs) => [step({ kind: 'reshape' }, [sizeOf(onlyInput(inputs))])];
}

export function translateReshape(layer: KerasLayer): Translation {
  const extent = z.union([z.number().int().positive(), z.literal(-1)]);
  const { target_shape: target } = settingsOf(layer, z.object({ target_shape: z.array(extent).min(1) }));
  return (inputs) => {
    const input = onlyInput(inputs);
    const known = sizeOf(target.filter((wanted) => wanted !== -1));
    const shape = target.map((wanted) => (wanted === -1 ? sizeOf(input) / known : wanted));
    if (sizeOf(shape) !== sizeOf(input) || shape.some((n) => !Number.isInteger(n))) {
      throw new Misfit(`it cannot give values of shape ${shapeText(input)} the shape ${shapeText(target)}`);
    }
    return [step({ kind: 'reshape' }, shape)];
  };
}

export function translatePermute(layer: KerasLayer): Translation {
  const { dims } = settingsOf(layer, z.object({ dims: z.array(z.number().int().positive()).min(1) }));
  return (inputs) => {
    const input = onlyInput(inputs);
    const order = dims.map((dim) => dim - 1);
    if (shapeText(order.toSorted((a, b) => a - b)) !== shapeText([...input.keys()])) {
      throw new Misfit(`its order ${shapeText(dims)} does not name the axes of ${shapeText(input)}`);
    }
    const shape = order.map((axis) => input[axis] ?? 1);
    return [step({ kind: 'permute', order }, shape)];
  };
}

export function translatePadding(layer: KerasLayer, dimensions: 1 | 2): Translation {
  const schema = z.object({ padding: marginSchema(dimensions), data_format: lastSchema });
  const { rows, columns } = settingsOf(layer, schema).padding;
  return (inputs) => {
    const plane = planeOf(onlyInput(inputs));
    const height = plane.height + rows[0] + rows[1];
    const width = plane.width + columns[0] + columns[1];
    return [step({ kind: 'zeroPadding', rows, columns }, shapeOfPlane({ ...plane, height, width }, dimensions + 1))];
  };
}

export function translateCropping(layer: KerasLayer, dimensions: 1 | 2): Translation {
  const schema = z.object({ cropping: marginSchema(dimensions), data_format: lastSchema });
  const { rows, columns } = settingsOf(layer, schema).cropping;
  return (inputs) => {
    const plane = planeOf(onlyInput(inputs));
    const height = plane.height - rows[0] - rows[1];
    const width = plane.width - columns[0] - columns[1];
    if (height < 1 || width < 1) throw new Misfit(`it cuts away all of ${shapeText(onlyInput(inputs))}`);
    return [step({ kind: 'cropping', rows, columns }, shapeOfPlane({ ...plane, height, width }, dimensions + 1))];
  };
}

export function translateUpsampling(layer: KerasLayer, dimensions: 1 | 2): Translation {
  const interpolation = z.literal('nearest').optional();
  const schema = z.object({ size: pairSchema(dimensions), interpolation, data_format: lastSchema });
  const { size: factor } = settingsOf(layer, schema);
  return (inputs) => {
    const plane = planeOf(onlyInput(inputs));
    const height = plane.height * factor[0];
    const width = plane.width * factor[1];
    return [step({ kind: 'upsampling', factor }, shapeOfPlane({ ...plane, height, width }, dimensions + 1))];
  };
}

function step(operation: Operation, shape: Shape): Step {
  return { suffix: '', operation, shape };
}
