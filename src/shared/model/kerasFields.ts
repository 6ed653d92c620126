import { z } from 'zod';
import type { Pair, Shape } from './graph.ts';
import type { KerasLayer } from './kerasConfig.ts';
import { Misfit, Refusal } from './refusal.ts';

const extent = z.number().int().positive();
const amount = z.number().int().nonnegative();

/** A positive number, or one per axis of a one-dimensional or two-dimensional layer; on sequences the second is 1. */
export function pairSchema(dimensions: 1 | 2): z.ZodType<Pair> {
  const single = extent.transform((value): Pair => [value, dimensions === 1 ? 1 : value]);
  const several =
    dimensions === 1
      ? z.tuple([extent]).transform(([value]): Pair => [value, 1])
      : z.tuple([extent, extent]).transform(([rows, columns]): Pair => [rows, columns]);
  return z.union([single, several]);
}

/** Cells before and behind, on both axes: a number, a number per axis, or a pair per axis. */
export function marginSchema(dimensions: 1 | 2): z.ZodType<{ rows: Pair; columns: Pair }> {
  const pair = z.tuple([amount, amount]);
  if (dimensions === 1) {
    const both = z.union([amount.transform((n): Pair => [n, n]), pair.transform(([a, b]): Pair => [a, b])]);
    return both.transform((rows) => ({ rows, columns: [0, 0] as const }));
  }
  return z.union([
    amount.transform((n) => ({ rows: [n, n] as const, columns: [n, n] as const })),
    z.tuple([amount, amount]).transform(([r, c]) => ({ rows: [r, r] as const, columns: [c, c] as const })),
    z.tuple([pair, pair]).transform(([rows, columns]) => ({ rows, columns })),
  ]);
}

/** A number, also as the object that Keras 2 wrote for a number of NumPy. */
const number = z.union([
  z.number(),
  z.object({ config: z.object({ value: z.number() }) }).transform((object) => object.config.value),
]);

/** One number or nested lists of them, as one list. */
export const numbersSchema: z.ZodType<readonly number[]> = z.lazy(() =>
  z.union([
    number.transform((value) => [value]),
    z.array(numbersSchema).transform((lists) => lists.flat()),
    z.object({ config: z.object({ value: z.array(numbersSchema) }) }).transform((object) => object.config.value.flat()),
  ]),
);

/** An axis, or the one axis of a list; null stands for no axis at all. */
export const axisSchema = z.union([z.number().int(), z.tuple([z.number().int()]).transform(([axis]) => axis)]);

/** Only channels-last data are read. Keras leaves the entry out, or null, for the usual order. */
export const lastSchema = z.literal('channels_last').nullish();

/** The settings of a layer, checked. Throws a Refusal that names the settings that cannot be read. */
export function settingsOf<T>(layer: KerasLayer, schema: z.ZodType<T>): T {
  if (layer.config['data_format'] === 'channels_first') {
    throw new Refusal('which works on images with the channels first; only channels_last is read');
  }
  const settings = schema.safeParse(layer.config);
  if (settings.success) return settings.data;
  const names = new Set(settings.error.issues.map(({ path }) => String(path[0] ?? 'config')));
  const found = [...names].map((name) => `${name} ${shortened(JSON.stringify(layer.config[name]) ?? 'missing')}`);
  throw new Refusal(`which has a setting beyond what is read: ${found.join(', ')}`);
}

/** A value as quoted to people, who need not read all of a long one. */
function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

/** The one input of a layer that takes one. Throws a Misfit. */
export function onlyInput(inputs: readonly Shape[]): Shape {
  const [input, ...others] = inputs;
  if (input === undefined || others.length > 0) throw new Misfit(`it takes one input and is given ${inputs.length}`);
  return input;
}
