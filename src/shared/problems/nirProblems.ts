import { assertNever } from '../assertNever.ts';

/** Something of a network that a NIR file cannot say, and the way out. */
export interface NirLoss {
  /** Populations concerned. */
  readonly layers: readonly string[];
  /** Completes "…": `reset by subtraction`. */
  readonly what: string;
  /** What the approximation does instead. */
  readonly instead: string;
  /** A sentence: how to have it exactly. */
  readonly advice: string;
}

/** Problems of NIR files and of making them. */
export type NirProblem = { readonly area: 'nir' } & (
  | { readonly kind: 'notNir'; readonly file: string; readonly reason: string }
  | { readonly kind: 'unsupportedNode'; readonly file: string; readonly node: string; readonly reason: string }
  /** The file would compute something else than the network that was simulated. */
  | { readonly kind: 'losses'; readonly losses: readonly NirLoss[] }
  /** No approximation is near enough. */
  | { readonly kind: 'notExpressible'; readonly what: string; readonly advice: string }
  | { readonly kind: 'tooLarge'; readonly layer: string; readonly weights: number; readonly reason: string }
);

export function describeNirProblem(problem: NirProblem): string {
  switch (problem.kind) {
    case 'notNir':
      return `"${problem.file}" is not a NIR file that can be read: ${problem.reason}. Export it again with nir.write.`;
    case 'unsupportedNode':
      return `"${problem.file}": the node "${problem.node}" ${problem.reason}.`;
    case 'losses':
      return (
        `A NIR file cannot say all of this network: ${problem.losses.map(describeLoss).join('; ')}. ` +
        `Change what is named, or add --approximate to export without it.`
      );
    case 'notExpressible':
      return `A NIR file cannot say ${problem.what}. ${problem.advice}`;
    case 'tooLarge':
      return `Layer "${problem.layer}" has to become a matrix of ${problem.weights} weights, since ${problem.reason}: too large for a file.`;
    default:
      return assertNever(problem);
  }
}

/** As in: reset by subtraction (layers "conv", "dense") would become a reset to zero. … */
export function describeLoss({ layers, what, instead, advice }: NirLoss): string {
  const named = layers.slice(0, 6).map((layer) => `"${layer}"`);
  const more = layers.length > named.length ? ` and ${layers.length - named.length} more` : '';
  return `${what} (${layers.length === 1 ? 'layer' : 'layers'} ${named.join(', ')}${more}) would become ${instead}: ${advice}`;
}
