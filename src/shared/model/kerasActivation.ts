import { z } from 'zod';
import type { ActivationFunction } from './graph.ts';
import { Refusal } from './refusal.ts';

export const linear: ActivationFunction = { kind: 'linear' };
const relu = (maxValue: number | null = null, negativeSlope = 0, threshold = 0): ActivationFunction => ({
  kind: 'relu',
  maxValue,
  negativeSlope,
  threshold,
});

/** Keras 2 wrote NumPy numbers as objects. */
const number = z.union([
  z.number(),
  z.object({ config: z.object({ value: z.number() }) }).transform((o) => o.config.value),
]);
const serialised = z.object({ class_name: z.string(), config: z.unknown() });
const reluSettings = z.object({
  max_value: number.nullish(),
  negative_slope: number.nullish(),
  threshold: number.nullish(),
});
const leakySettings = z.object({ negative_slope: number.optional(), alpha: number.optional() });
const softmaxSettings = z.object({ axis: z.union([z.number(), z.array(z.number()).length(1)]).optional() });

/**
 * The value of an `activation` argument: a name, a serialised function, or a serialised activation layer. Throws a Refusal for functions
 * that the workbench does not know.
 */
export function activationArgument(value: unknown): ActivationFunction {
  if (value === null || value === undefined) return linear;
  if (typeof value === 'string') return activationNamed(value);
  const object = serialised.safeParse(value);
  if (!object.success) throw new Refusal('which has an activation that cannot be read');
  const { class_name: className, config } = object.data;
  if (className === 'function' && typeof config === 'string') return activationNamed(config);
  return activationLayer(className, config) ?? activationNamed(className);
}

/** The function of an activation layer, null for classes that are none. Throws a Refusal for settings beyond the workbench. */
export function activationLayer(className: string, config: unknown): ActivationFunction | null {
  switch (className) {
    case 'Activation': {
      const settings = z.object({ activation: z.unknown() }).safeParse(config);
      return activationArgument(settings.data?.activation);
    }
    case 'ReLU': {
      const { max_value: maxValue, negative_slope: slope, threshold } = settingsFor(reluSettings, config);
      return relu(maxValue ?? null, slope ?? 0, threshold ?? 0);
    }
    case 'LeakyReLU': {
      // Both the argument and its old name have the default 0.3, unlike the function of that name.
      const { negative_slope: slope, alpha } = settingsFor(leakySettings, config);
      return relu(null, slope ?? alpha ?? 0.3);
    }
    case 'ELU': {
      const { alpha } = settingsFor(z.object({ alpha: number.optional() }), config);
      if (alpha !== undefined && alpha !== 1) throw new Refusal('which has an alpha other than 1');
      return { kind: 'elu' };
    }
    case 'Softmax': {
      const axis = settingsFor(softmaxSettings, config).axis ?? -1;
      if ((Array.isArray(axis) ? axis[0] : axis) !== -1)
        throw new Refusal('which takes the softmax over another axis than the last');
      return { kind: 'softmax' };
    }
    default:
      return null;
  }
}

/** Names as Keras serialises its functions, with the defaults of those functions. */
function activationNamed(name: string): ActivationFunction {
  switch (name) {
    case 'linear':
      return linear;
    case 'relu':
      return relu();
    case 'relu6':
      return relu(6);
    case 'leaky_relu':
      return relu(null, 0.2);
    case 'softmax':
    case 'sigmoid':
    case 'tanh':
    case 'elu':
      return { kind: name };
    default:
      throw new Refusal(
        `which uses the activation "${name}"; relu, leaky_relu, relu6, softmax, sigmoid, tanh and elu are read`,
      );
  }
}

function settingsFor<T>(schema: z.ZodType<T>, config: unknown): T {
  const settings = schema.safeParse(config);
  if (!settings.success) throw new Refusal('which has settings that cannot be read');
  return settings.data;
}
