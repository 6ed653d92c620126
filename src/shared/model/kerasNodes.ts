import { z } from 'zod';

/** The output of one use of a layer. Uses are counted as the file counts them, which need not be from 0. */
export interface KerasReference {
  readonly layer: string;
  readonly use: number;
  /** Which of the layer's outputs; all supported layers have one. */
  readonly output: number;
}

/** `["dense", 0, 0]`, with the keyword arguments as a fourth element in Keras 2. */
const reference = z.tuple([z.string(), z.number().int(), z.number().int()]).rest(z.unknown());
/** How Keras 3 writes a tensor among the arguments of a call. */
const tensor = z.object({ class_name: z.literal('__keras_tensor__'), config: z.object({ keras_history: reference }) });
const call = z.object({ args: z.array(z.unknown()), kwargs: z.record(z.string(), z.unknown()).nullish() });

/** Keyword arguments of a call that change nothing about the layer's output at inference. */
const ignoredArguments = new Set(['mask', 'training']);

/** Arguments nest a list or two deep, never more. */
const deepest = 8;

/**
 * The inputs of one use of a layer, in order: Keras 2 writes `[["conv", 0, 0, {}], …]`, Keras 3 `{args: [tensor or list of them],
 * kwargs}`.
 */
export function inboundNodes(node: unknown): readonly KerasReference[] {
  const made = call.safeParse(node);
  if (!made.success) return referenceList(node);
  const named = Object.entries(made.data.kwargs ?? {}).filter(([name]) => !ignoredArguments.has(name));
  return [made.data.args, ...named.map(([, value]) => value)].flatMap((value) => tensorsIn(value, 0));
}

/** `input_layers`, `output_layers` and nodes of Keras 2: one reference, a list or an object of them. */
export function referenceList(value: unknown): readonly KerasReference[] {
  const single = reference.safeParse(value);
  if (single.success) return [referenceOf(single.data)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((item: unknown) => {
    const one = reference.safeParse(item);
    return one.success ? [referenceOf(one.data)] : [];
  });
}

function tensorsIn(value: unknown, depth: number): readonly KerasReference[] {
  const one = tensor.safeParse(value);
  if (one.success) return [referenceOf(one.data.config.keras_history)];
  if (depth > deepest || typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((item) => tensorsIn(item, depth + 1));
}

function referenceOf([layer, use, output]: readonly [string, number, number, ...unknown[]]): KerasReference {
  return { layer, use, output };
}
