import { assertNever } from '../assertNever.ts';

export interface UnsupportedLayer {
  readonly layer: string;
  readonly className: string;
  readonly reason: string;
}

/** Problems of model files. `file` is the name that the user gave. */
export type ModelProblem = { readonly area: 'model' } & (
  | { readonly kind: 'notAModel'; readonly file: string; readonly found: string }
  | { readonly kind: 'damagedModel'; readonly file: string; readonly reason: string }
  | { readonly kind: 'weightsOnly'; readonly file: string }
  /** All offenders at once, so that nobody has to find them one by one. */
  | { readonly kind: 'unsupportedLayers'; readonly file: string; readonly layers: readonly UnsupportedLayer[] }
  | { readonly kind: 'weightsMismatch'; readonly file: string; readonly layer: string; readonly reason: string }
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
      return `"${problem.file}" cannot be converted: ${problem.layers
        .map(({ layer, className, reason }) => `layer "${layer}" is of class ${className}, ${reason}`)
        .join('; ')}.`;
    case 'weightsMismatch':
      return `"${problem.file}": the weights of layer "${problem.layer}" do not fit its configuration: ${problem.reason}.`;
    default:
      return assertNever(problem);
  }
}
