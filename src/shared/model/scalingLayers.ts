import { z } from 'zod';
import type { Shape } from './graph.ts';
import type { KerasLayer } from './kerasConfig.ts';
import { axisSchema, numbersSchema, onlyInput, settingsOf } from './kerasFields.ts';
import { Misfit } from './refusal.ts';
import { shapeText } from './shapes.ts';
import type { Translation } from './translation.ts';

const batchNormalization = z.object({
  axis: axisSchema.optional().default(-1),
  epsilon: z.number().positive().optional().default(1e-3),
  center: z.boolean().optional().default(true),
  scale: z.boolean().optional().default(true),
});

export function translateBatchNormalization(layer: KerasLayer): Translation {
  const { axis, epsilon, center, scale } = settingsOf(layer, batchNormalization);
  return (inputs, read) => {
    const input = onlyInput(inputs);
    const channels = lastExtent(input, axis);
    const roles = [scale ? 'gamma' : [], center ? 'beta' : [], 'moving_mean', 'moving_variance'].flat();
    const arrays = read(roles.map((role) => ({ role, shape: [channels] })));
    const array = (role: string, absent: number): Float32Array =>
      arrays[roles.indexOf(role)]?.data ?? new Float32Array(channels).fill(absent);
    const operation = {
      kind: 'batchNormalization',
      gamma: array('gamma', 1),
      beta: array('beta', 0),
      mean: array('moving_mean', 0),
      variance: array('moving_variance', 1),
      epsilon,
    } as const;
    return [{ suffix: '', operation, shape: input }];
  };
}

export function translateRescaling(layer: KerasLayer): Translation {
  const settings = settingsOf(layer, z.object({ scale: numbersSchema, offset: numbersSchema.optional().default([0]) }));
  return (inputs) => {
    const input = onlyInput(inputs);
    const [scale, offset] = [settings.scale, settings.offset].map((values) => perChannel(values, input));
    return [{ suffix: '', operation: { kind: 'scaling', scale: scale!, offset: offset! }, shape: input }];
  };
}

const normalization = z.object({
  axis: z.union([axisSchema, z.tuple([])]).nullish(),
  mean: numbersSchema.nullish(),
  variance: numbersSchema.nullish(),
  invert: z.boolean().optional().default(false),
});

/** As Keras: a standard deviation below this counts as this. */
const smallestDeviation = 1e-7;

/** (x − mean) / √variance, or its inverse. The statistics stand in the settings, or among the weights once adapted to data. */
export function translateNormalization(layer: KerasLayer): Translation {
  const { axis, mean, variance, invert } = settingsOf(layer, normalization);
  return (inputs, read) => {
    const input = onlyInput(inputs);
    const shape = axis == null || Array.isArray(axis) ? [] : [lastExtent(input, axis)];
    let means = mean;
    let variances = variance;
    if (means == null || variances == null) {
      // A third array counts the samples that it was adapted to.
      const arrays = read(
        ['mean', 'variance'].map((role) => ({ role, shape })),
        'ignored',
      );
      [means, variances] = arrays.map(({ data }) => Array.from(data));
    }
    const centre = perChannel(means ?? [0], input);
    const deviation = perChannel(variances ?? [1], input).map((value) => Math.max(Math.sqrt(value), smallestDeviation));
    const length = Math.max(centre.length, deviation.length);
    const scale = new Float32Array(length).map((_, i) => (invert ? valueAt(deviation, i) : 1 / valueAt(deviation, i)));
    const offset = new Float32Array(length).map((_, i) =>
      invert ? valueAt(centre, i) : -valueAt(centre, i) / valueAt(deviation, i),
    );
    return [{ suffix: '', operation: { kind: 'scaling', scale, offset }, shape: input }];
  };
}

function valueAt(values: Float32Array, channel: number): number {
  return values[values.length === 1 ? 0 : channel]!;
}

/** Extent of the last axis; a Misfit where `axis`, counted with the batch axis, is another. */
function lastExtent(input: Shape, axis: number): number {
  if (axis !== -1 && axis !== input.length) {
    throw new Misfit(`it works along axis ${axis} of ${shapeText(input)}; only the last axis is supported`);
  }
  return input.at(-1) ?? 1;
}

function perChannel(values: readonly number[], input: Shape): Float32Array {
  if (values.length !== 1 && values.length !== input.at(-1)) {
    throw new Misfit(`it has ${values.length} values for ${input.at(-1)} channels`);
  }
  return Float32Array.from(values);
}
