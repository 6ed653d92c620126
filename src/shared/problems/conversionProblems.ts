import { assertNever } from '../assertNever.ts';
import type { UnsupportedLayer } from './modelProblems.ts';

/** Problems of turning a model that was read into a spiking network. */
export type ConversionProblem = { readonly area: 'conversion' } & (
  | { readonly kind: 'notConvertible'; readonly preset: string; readonly layers: readonly UnsupportedLayer[] }
  | { readonly kind: 'noSpikingLayers'; readonly model: string }
  | { readonly kind: 'notDiagnosable'; readonly preset: string; readonly reason: string }
  | { readonly kind: 'notDiagnosable'; readonly preset: string; readonly reason: string }
);

export function describeConversionProblem(problem: ConversionProblem): string {
  switch (problem.kind) {
    case 'notConvertible':
      return `The preset "${problem.preset}" cannot convert this model: ${problem.layers
        .map(({ layer, className, reason }) => `layer "${layer}" (${className}) ${reason}`)
        .join('; ')}.`;
    case 'noSpikingLayers':
      return `The model "${problem.model}" has no layer with weights, so there is nothing to convert.`;
    case 'notDiagnosable':
      return `The preset "${problem.preset}" cannot be diagnosed layer by layer: ${problem.reason}.`;
    case 'notDiagnosable':
      return `The preset "${problem.preset}" cannot be diagnosed layer by layer: ${problem.reason}.`;
    default:
      return assertNever(problem);
  }
}
