import { assertNever } from '../assertNever.ts';
import type { ModelGraph } from '../model/graph.ts';
import { convertLikeAnnarchy } from './annarchy.ts';
import type { Calibration } from './calibration.ts';
import { convertToClockedCode } from './clocked.ts';
import type { Conversion } from './conversion.ts';
import { foldForMethod } from './foldForMethod.ts';
import { type ConversionSurroundings, convertToRates } from './rateCoded.ts';
import { methodOf } from './presets.ts';
import type { ConversionSettings } from './settings.ts';

/** The spiking network of a preset with its changes. Throws the Problems notConvertible and noSpikingLayers. */
export function convert(
  graph: ModelGraph,
  settings: ConversionSettings,
  calibration: Calibration,
  surroundings: ConversionSurroundings,
): Conversion {
  const method = methodOf(settings);
  switch (method.family) {
    case 'annarchy':
      return convertLikeAnnarchy(graph, {
        normalised: method.normalisation === 'modelBased',
        thresholdFactor: method.thresholdFactor,
        layerThresholds: method.layerThresholds,
        timeStep: surroundings.timeStep,
      });
    case 'rate':
      return convertToRates(foldForMethod(graph, settings.preset, method), method, calibration, surroundings);
    case 'fewSpike':
    case 'firstSpike':
      return convertToClockedCode(foldForMethod(graph, settings.preset, method), method, calibration, surroundings);
    default:
      return assertNever(method.family);
  }
}
