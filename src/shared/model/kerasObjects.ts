import type { Tensor } from '../tensor.ts';
import type { ActivationFunction, Pair, Shape } from './graph.ts';

/** A JSON object of config.json. */
export type KerasConfig = Readonly<Record<string, unknown>>;

/** What Keras stores of one layer besides its name and its connections; weights in the order of `layer.weights`. */
export interface KerasLayerConfig {
  readonly className: string;
  readonly config: KerasConfig;
  readonly weights: readonly Tensor[];
  /** Whether Keras notes the input shape for this class (`build_config`): for those that build weights, and some more. */
  readonly notesBuild: boolean;
  /** Arguments that Keras notes beside the inputs. */
  readonly kwargs: KerasConfig;
}

/** Keras 3 writes the number type of a layer as an object. */
const floatPolicy = kerasObject('keras', 'DTypePolicy', { name: 'float32' });

/** How Keras 3 writes any object in JSON. */
export function kerasObject(module: string, className: string, config: KerasConfig): KerasConfig {
  return { module, class_name: className, config, registered_name: null };
}

/** A layer of a class, with what Keras writes for every layer before its own settings. */
export function kerasLayer(
  className: string,
  config: KerasConfig,
  rest: Partial<Omit<KerasLayerConfig, 'className' | 'config'>> = {},
): KerasLayerConfig {
  const all = { trainable: true, dtype: floatPolicy, ...config };
  return { className, config: all, weights: [], notesBuild: false, kwargs: {}, ...rest };
}

/** Keras's name of an activation that a layer can have as its argument; null for one that needs a layer of its own. */
export function plainActivation(activation: ActivationFunction): string | null {
  if (activation.kind !== 'relu') return activation.kind;
  const { maxValue, negativeSlope, threshold } = activation;
  return maxValue === null && negativeSlope === 0 && threshold === 0 ? 'relu' : null;
}

/** One-dimensional layers are computed on a width of one, and Keras knows nothing of that. */
export function isSequence(shape: Shape): boolean {
  return shape.length === 2;
}

export function rankOf(shape: Shape): '1D' | '2D' {
  return isSequence(shape) ? '1D' : '2D';
}

export function extents(pair: Pair, shape: Shape): readonly number[] {
  return isSequence(shape) ? [pair[0]] : [...pair];
}
