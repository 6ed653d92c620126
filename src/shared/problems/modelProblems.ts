import { assertNever } from '../assertNever.ts';

/** A layer that has no place in the network, and why. */
export interface UnsupportedLayer {
  readonly layer: string;
  /** The class in Keras's words: `LSTM`. */
  readonly className: string;
  /** Completes "a layer …": `which keeps a state from step to step`. */
  readonly reason: string;
}

/** A layer by name and class alone. */
export type OutlinedLayer = Pick<UnsupportedLayer, 'layer' | 'className'>;

/** Problems of model files. `file` is the name that the user gave. */
export type ModelProblem = { readonly area: 'model' } & (
  | { readonly kind: 'notAModel'; readonly file: string; readonly found: string }
  | { readonly kind: 'damagedModel'; readonly file: string; readonly reason: string }
  | { readonly kind: 'weightsOnly'; readonly file: string }
  /** All offenders at once, so that nobody has to find them one by one. */
  | {
      readonly kind: 'unsupportedLayers';
      readonly file: string;
      readonly layers: readonly UnsupportedLayer[];
      /** All layers of the model in its order, the others too, as far as they could be read. */
      readonly outline: readonly OutlinedLayer[];
    }
  | { readonly kind: 'weightsMismatch'; readonly file: string; readonly layer: string; readonly reason: string }
  /** A layer that cannot take what its inputs give. */
  | { readonly kind: 'shapeMismatch'; readonly file: string; readonly layer: string; readonly reason: string }
  /** Weights that are NaN or infinite: the training diverged. */
  | {
      readonly kind: 'weightsNotFinite';
      readonly file: string;
      readonly layer: string;
      readonly array: string;
      readonly count: number;
      readonly total: number;
    }
);

export function describeModelProblem(problem: ModelProblem): string {
  switch (problem.kind) {
    case 'notAModel':
      return `"${problem.file}" is not a Keras model: ${problem.found}. Save the model with model.save("name.keras").`;
    case 'damagedModel':
      return `"${problem.file}" is damaged: ${problem.reason}. Save or copy the model again.`;
    case 'weightsOnly':
      return `"${problem.file}" holds weights without the architecture. Save the whole model with model.save("name.keras").`;
    case 'unsupportedLayers':
      return `"${problem.file}" cannot be converted: ${describeOffenders(problem.layers)}. Replace what is named, train again and save the model.`;
    case 'weightsMismatch':
      return `"${problem.file}": the weights of layer "${problem.layer}" do not fit its configuration: ${problem.reason}. Save the model again.`;
    case 'shapeMismatch':
      return `"${problem.file}": layer "${problem.layer}" does not fit what it is given: ${problem.reason}. Save the model again.`;
    case 'weightsNotFinite':
      return `"${problem.file}": the weights of layer "${problem.layer}" are not all numbers: ${problem.count} of ${problem.total} values of its ${problem.array} are NaN or infinite, so the training diverged. Train the model again.`;
    default:
      return assertNever(problem);
  }
}

/** Offenders that are named one by one. */
const mostNamed = 20;

function describeOffenders(layers: readonly UnsupportedLayer[]): string {
  const named = layers
    .slice(0, mostNamed)
    .map(({ layer, className, reason }) => `layer "${layer}" is of class ${className}, ${reason}`);
  const others = layers.length - named.length;
  return [...named, ...(others > 0 ? [`and ${others} more layers`] : [])].join('; ');
}
