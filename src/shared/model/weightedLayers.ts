import { z } from 'zod';
import type { Tensor } from '../tensor.ts';
import type { Operation, Padding, Pair, Shape } from './graph.ts';
import { activationArgument } from './kerasActivation.ts';
import type { KerasLayer } from './kerasConfig.ts';
import { lastSchema, onlyInput, pairSchema, settingsOf } from './kerasFields.ts';
import { Misfit, Refusal } from './refusal.ts';
import { type Plane, planeOf, shapeOfPlane, shapeText, windowCount } from './shapes.ts';
import { activationSteps } from './plainLayers.ts';
import type { ReadArrays, Step, Translation } from './translation.ts';

const bias = z.boolean().optional().default(true);
const denseSettings = z.object({ units: z.number().int().positive(), use_bias: bias });

export function translateDense(layer: KerasLayer): Translation {
  const { units, use_bias: hasBias } = settingsOf(layer, denseSettings);
  const activation = activationArgument(layer.config['activation']);
  return (inputs, read) => {
    const input = onlyInput(inputs);
    const [kernel, offset] = readKernel(read, 'kernel', [input.at(-1) ?? 1, units], hasBias ? units : null);
    const shape = [...input.slice(0, -1), units];
    const operation = { kind: 'dense', kernel, bias: offset } as const;
    return [{ suffix: '', operation, shape }, ...activationSteps(activation, shape)];
  };
}

/** Settings that all convolutions share. */
const windowSettings = (dimensions: 1 | 2) =>
  z.object({
    kernel_size: pairSchema(dimensions),
    strides: pairSchema(dimensions).optional().default([1, 1]),
    dilation_rate: pairSchema(dimensions).optional().default([1, 1]),
    padding: z.enum(['valid', 'same', 'causal']).optional().default('valid'),
    data_format: lastSchema,
    use_bias: bias,
  });

/** Keras does not compute these either. */
function refuseGaps({ strides, dilation_rate: dilation }: WindowSettings): void {
  if (Math.max(...strides) > 1 && Math.max(...dilation) > 1) {
    throw new Refusal('which has both strides and a dilation above 1');
  }
}

interface Window {
  readonly size: Pair;
  readonly strides: Pair;
  readonly dilation: Pair;
  readonly padding: Padding;
}

export function translateConvolution(layer: KerasLayer, dimensions: 1 | 2): Translation {
  const extra = z.object({
    filters: z.number().int().positive(),
    groups: z.number().int().positive().optional().default(1),
  });
  const settings = settingsOf(layer, windowSettings(dimensions).and(extra));
  const { filters, groups, use_bias: hasBias } = settings;
  refuseGaps(settings);
  const activation = activationArgument(layer.config['activation']);
  return (inputs, read) => {
    const { window, before, plane } = windowOn(planeFor(onlyInput(inputs), dimensions), settings);
    const { channels } = plane;
    if (channels % groups !== 0) throw new Misfit(`its ${groups} groups do not divide ${channels} channels`);
    const extents = [...window.size.slice(0, dimensions), channels / groups, filters];
    const [stored, offset] = readKernel(read, 'kernel', extents, hasBias ? filters : null);
    const shape = windowed(plane, window, filters, dimensions);
    const kernel = asImage(stored, window.size);
    const { strides, padding, dilation } = window;
    const operation = { kind: 'convolution', kernel, bias: offset, strides, padding, dilation, groups } as const;
    return [...before, { suffix: '', operation, shape }, ...activationSteps(activation, shape)];
  };
}

/** A separable convolution is a depthwise one, which has no bias, and behind it a convolution of size one. */
export function translateDepthwise(layer: KerasLayer, dimensions: 1 | 2, separable: boolean): Translation {
  const extra = z.object({ depth_multiplier: z.number().int().positive().optional().default(1) });
  const settings = settingsOf(layer, windowSettings(dimensions).and(extra));
  const filters = separable ? settingsOf(layer, z.object({ filters: z.number().int().positive() })).filters : null;
  const { depth_multiplier: multiplier, use_bias: hasBias } = settings;
  refuseGaps(settings);
  const activation = activationArgument(layer.config['activation']);
  return (inputs, read) => {
    const { window, before, plane } = windowOn(planeFor(onlyInput(inputs), dimensions), settings);
    const wide = plane.channels * multiplier;
    const last = filters ?? wide;
    const depthwiseArray = {
      role: separable || dimensions === 2 ? 'depthwise_kernel' : 'kernel',
      shape: [...window.size.slice(0, dimensions), plane.channels, multiplier],
    };
    const pointwise = { role: 'pointwise_kernel', shape: [...[1, 1].slice(0, dimensions), wide, last] };
    const arrays = read([
      depthwiseArray,
      ...(separable ? [pointwise] : []),
      ...(hasBias ? [{ role: 'bias', shape: [last] }] : []),
    ]);
    const offset = hasBias ? (arrays.at(-1) ?? null) : null;

    const { strides, padding, dilation } = window;
    const kernel = asImage(arrays[0]!, window.size);
    const depthwise: Step = {
      suffix: separable ? '/depthwise' : '',
      operation: { kind: 'depthwiseConvolution', kernel, bias: separable ? null : offset, strides, padding, dilation },
      shape: windowed(plane, window, wide, dimensions),
    };
    if (!separable) return [...before, depthwise, ...activationSteps(activation, depthwise.shape)];
    const shape = [...depthwise.shape.slice(0, -1), last];
    const point: Operation = {
      kind: 'convolution',
      kernel: asImage(arrays[1]!, [1, 1]),
      bias: offset,
      strides: [1, 1],
      padding: 'valid',
      dilation: [1, 1],
      groups: 1,
    };
    return [...before, depthwise, { suffix: '', operation: point, shape }, ...activationSteps(activation, shape)];
  };
}

function readKernel(read: ReadArrays, role: string, shape: Shape, biases: number | null): [Tensor, Tensor | null] {
  const expected = [{ role, shape }, ...(biases === null ? [] : [{ role: 'bias', shape: [biases] }])];
  const [kernel, offset] = read(expected);
  return [kernel!, offset ?? null];
}

function planeFor(input: Shape, dimensions: 1 | 2): Plane {
  if (input.length !== dimensions + 1) {
    const wanted = dimensions === 1 ? '(steps, channels)' : '(rows, columns, channels)';
    throw new Misfit(`it wants values of shape ${wanted} and is given ${shapeText(input)}`);
  }
  return planeOf(input);
}

interface WindowSettings {
  readonly kernel_size: Pair;
  readonly strides: Pair;
  readonly dilation_rate: Pair;
  readonly padding: Padding | 'causal';
}

/** Causal padding, which exists for sequences only, is a padding in front and a window without padding. */
function windowOn(
  plane: Plane,
  { kernel_size: size, strides, dilation_rate: dilation, padding }: WindowSettings,
): { window: Window; before: readonly Step[]; plane: Plane } {
  if (padding !== 'causal') return { window: { size, strides, dilation, padding }, before: [], plane };
  const front = (size[0] - 1) * dilation[0];
  const padded = { ...plane, height: plane.height + front };
  const operation: Operation = { kind: 'zeroPadding', rows: [front, 0], columns: [0, 0] };
  return {
    window: { size, strides, dilation, padding: 'valid' },
    before: [{ suffix: '/padding', operation, shape: shapeOfPlane(padded, 2) }],
    plane: padded,
  };
}

function windowed(
  plane: Plane,
  { size, strides, dilation, padding }: Window,
  channels: number,
  dimensions: 1 | 2,
): Shape {
  const height = windowCount(plane.height, size[0], strides[0], dilation[0], padding);
  const width = windowCount(plane.width, size[1], strides[1], dilation[1], padding);
  if (height < 1 || width < 1) {
    const given = shapeText(shapeOfPlane(plane, dimensions + 1));
    throw new Misfit(
      `its window of ${size.slice(0, dimensions).join(' × ')} is larger than the ${given} that it is given`,
    );
  }
  return shapeOfPlane({ height, width, channels }, dimensions + 1);
}

/** The kernel of a sequence layer as that of an image layer: [size, …] becomes [size, 1, …]. */
function asImage({ shape, data }: Tensor, size: Pair): Tensor {
  return { shape: [...size, ...shape.slice(-2)], data };
}
