import { z } from 'zod';
import type { Pooling } from './graph.ts';
import type { KerasLayer } from './kerasConfig.ts';
import { lastSchema, onlyInput, pairSchema, settingsOf } from './kerasFields.ts';
import { Misfit } from './refusal.ts';
import { planeOf, shapeOfPlane, shapeText, windowCount } from './shapes.ts';
import type { Translation } from './translation.ts';

/** The stride is the size where none is given. */
export function translatePooling(layer: KerasLayer, kind: Pooling['kind'], dimensions: 1 | 2): Translation {
  const schema = z.object({
    pool_size: pairSchema(dimensions),
    strides: pairSchema(dimensions).nullish(),
    padding: z.enum(['valid', 'same']).optional().default('valid'),
    data_format: lastSchema,
  });
  const { pool_size: size, strides: given, padding } = settingsOf(layer, schema);
  const strides = given ?? size;
  return (inputs) => {
    const input = onlyInput(inputs);
    if (input.length !== dimensions + 1) throw new Misfit(`it cannot pool values of shape ${shapeText(input)}`);
    const plane = planeOf(input);
    const height = windowCount(plane.height, size[0], strides[0], 1, padding);
    const width = windowCount(plane.width, size[1], strides[1], 1, padding);
    if (height < 1 || width < 1) {
      throw new Misfit(`its window of ${size.slice(0, dimensions).join(' × ')} is larger than ${shapeText(input)}`);
    }
    const shape = shapeOfPlane({ ...plane, height, width }, dimensions + 1);
    return [{ suffix: '', operation: { kind, size, strides, padding }, shape }];
  };
}

/** Pooling over the whole image, and a reshape to the bare channels unless the axes are kept. */
export function translateGlobalPooling(layer: KerasLayer, kind: Pooling['kind'], dimensions: 1 | 2): Translation {
  const keeps = settingsOf(layer, z.object({ keepdims: z.boolean().nullish(), data_format: lastSchema })).keepdims;
  return (inputs) => {
    const input = onlyInput(inputs);
    if (input.length !== dimensions + 1) throw new Misfit(`it cannot pool values of shape ${shapeText(input)}`);
    const { height, width, channels } = planeOf(input);
    const operation = { kind, size: [height, width], strides: [height, width], padding: 'valid' } as const;
    const pooled = shapeOfPlane({ height: 1, width: 1, channels }, dimensions + 1);
    if (keeps === true) return [{ suffix: '', operation, shape: pooled }];
    return [
      { suffix: '', operation, shape: pooled },
      { suffix: '/flatten', operation: { kind: 'reshape' }, shape: [channels] },
    ];
  };
}
