import { z } from 'zod';
import { assertNever } from '../assertNever.ts';
import type { ActivationPlan, Architecture, LayerForm, LayerPlan } from './architecture.ts';
import { nameLayers } from './nameLayers.ts';

/** Extents beyond these are mistakes, and would only end in a lack of memory. */
const extent = z.int().min(1).max(4096);
const positive = z.number().positive().max(1e6);
/** One number for both axes, or [rows, columns]. */
const pair = z.union([extent.transform((n): [number, number] => [n, n]), z.tuple([extent, extent])]);
const padding = z.enum(['same', 'valid']);
const name = z.string().regex(/^[A-Za-z0-9_.-]{1,80}$/, 'letters, digits, "_", "-" and "."');

const plain = z.enum(['linear', 'relu', 'softmax']);
/** An activation by its name alone, with the usual choices, or with its settings. */
const activation: z.ZodType<ActivationPlan> = z.union([
  z.enum(['linear', 'relu', 'softmax', 'clipped', 'qcfs']).transform(usualActivation),
  z.strictObject({ kind: plain }),
  z.strictObject({
    kind: z.literal('clipped'),
    level: z.union([
      z.strictObject({ rule: z.literal('fixed'), value: positive }),
      z.strictObject({ rule: z.literal('percentile'), percentile: z.number().positive().max(100) }),
      z.strictObject({ rule: z.literal('learned'), initial: positive.nullable().default(null) }),
    ]),
  }),
  z.strictObject({
    kind: z.literal('qcfs'),
    levels: z.int().min(1).max(1024),
    threshold: positive.nullable().default(null),
  }),
]);

const weighted = { bias: z.boolean().default(true), batchNormalization: z.boolean().default(false) };
const linear: ActivationPlan = { kind: 'linear' };
const windowed = { kernel: pair, strides: pair.default([1, 1]), padding: padding.default('same') };
const hidden = { ...weighted, activation: activation.default(linear) };

const pooling = z.strictObject({
  kind: z.enum(['maxPooling', 'averagePooling']),
  size: pair,
  strides: pair.optional(),
  padding: padding.default('valid'),
});

/** What a layer is; what is left out has Keras's default, except that convolutions keep the size of the image. */
export const layerFormSchema: z.ZodType<LayerForm> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('convolution'),
    filters: extent,
    groups: extent.default(1),
    ...windowed,
    ...hidden,
  }),
  z.strictObject({ kind: z.literal('depthwiseConvolution'), ...windowed, ...hidden }),
  z.strictObject({ kind: z.literal('dense'), units: extent, ...hidden }),
  pooling.transform(({ strides, ...rest }) => ({ ...rest, strides: strides ?? rest.size })),
  z.strictObject({
    kind: z.enum(['globalMaxPooling', 'globalAveragePooling', 'flatten', 'batchNormalization', 'add']),
  }),
  z.strictObject({ kind: z.literal('dropout'), rate: z.number().min(0).lt(1) }),
  z.strictObject({ kind: z.literal('noise'), deviation: z.number().min(0).max(1e6) }),
  z.strictObject({ kind: z.literal('activation'), activation }),
]);

const place = z.object({ name: name.optional(), inputs: z.array(z.string().max(80)).min(1).max(16).nullish() });

/** A layer as people write it: its form, and beside it `name` and `inputs` where they matter. */
const writtenLayer = z.looseObject({}).transform((layer, context) => {
  const { name: given, inputs, ...form } = layer;
  const placed = place.safeParse({ name: given, inputs });
  const formed = layerFormSchema.safeParse(form);
  for (const issue of [...(placed.error?.issues ?? []), ...(formed.error?.issues ?? [])]) {
    context.addIssue({ code: 'custom', message: issue.message, path: [...issue.path] });
  }
  if (!placed.success || !formed.success) return z.NEVER;
  return { name: placed.data.name ?? null, inputs: placed.data.inputs ?? null, form: formed.data };
});

const plan: z.ZodType<LayerPlan> = z.strictObject({
  name,
  inputs: z.array(z.string().max(80)).min(1).max(16).nullable(),
  form: layerFormSchema,
});

const common = { name: name.default('model'), inputShape: z.array(extent).min(1).max(3) };

/** An architecture as the window sends it. */
export const architectureSchema: z.ZodType<Architecture> = z.strictObject({
  ...common,
  layers: z.array(plan).min(1).max(400),
});

/** An architecture file: layers without names get those that Keras would give. */
export const architectureFileSchema: z.ZodType<Architecture> = z
  .strictObject({ ...common, layers: z.array(writtenLayer).min(1).max(400) })
  .transform(({ layers, ...rest }) => ({ ...rest, layers: nameLayers(layers) }));

function usualActivation(kind: 'linear' | 'relu' | 'softmax' | 'clipped' | 'qcfs'): ActivationPlan {
  switch (kind) {
    case 'clipped':
      return { kind, level: { rule: 'learned', initial: null } };
    case 'qcfs':
      return { kind, levels: 4, threshold: null };
    case 'linear':
    case 'relu':
    case 'softmax':
      return { kind };
    default:
      return assertNever(kind);
  }
}
