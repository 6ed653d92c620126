import { assertNever } from '../assertNever.ts';
import type { UnsupportedLayer } from './modelProblems.ts';

/** Problems of turning a model that was read into a spiking network. */
export type ConversionProblem = { readonly area: 'conversion' } & (
  | { readonly kind: 'notConvertible'; readonly preset: string; readonly layers: readonly UnsupportedLayer[] }
  | { readonly kind: 'noSpikingLayers'; readonly model: string }
  /** A setting for single layers that does not fit the model: a name that no layer has, or another number of channels (null: no such layer). */
  | {
      readonly kind: 'layerSetting';
      readonly setting: string;
      readonly layer: string;
      readonly values: number;
      readonly channels: number | null;
      readonly layers: readonly string[];
    }
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
    case 'layerSetting': {
      const { setting, layer, values, channels, layers } = problem;
      return channels === null
        ? `The setting "${setting}" names "${layer}", and no layer with neurons is called so. These are: ${layers.join(', ')}.`
        : `The setting "${setting}" has ${values} values for the layer "${layer}", which has ${channels} channels. Give one value, or ${channels}.`;
    }
    default:
      return assertNever(problem);
  }
}
