import { assertNever } from '../assertNever.ts';
import type { ModelGraph } from '../model/graph.ts';
import type { Milliseconds } from '../units.ts';
import { convertLikeAnnarchy } from './annarchy.ts';
import type { Conversion } from './conversion.ts';
import { foldGraph } from './fold.ts';
import { convertToRates } from './rateCoded.ts';
import type { Calibration, ConversionSettings } from './settings.ts';

export interface ConversionContext {
  readonly timeStep: Milliseconds;
  /** Mean spikes per step that the encoding gives an input value of 1 (`encodingGain`). */
  readonly inputGain: number;
  /** Required by presets for which `layersToCalibrate` names layers; ignored by the others. */
  readonly calibration: Calibration | null;
}

/** The spiking network of a preset. Throws the Problems notConvertible and noSpikingLayers. */
export function convert(graph: ModelGraph, settings: ConversionSettings, context: ConversionContext): Conversion {
  const { preset, thresholdFactor } = settings;
  const { timeStep, inputGain, calibration } = context;
  switch (preset) {
    case 'annarchy':
      return convertLikeAnnarchy(graph, { normalised: false, thresholdFactor, timeStep });
    case 'annarchy-documented':
      return convertLikeAnnarchy(graph, { normalised: true, thresholdFactor, timeStep });
    case 'rueckauer':
      if (calibration === null) throw new Error('The preset rueckauer needs a calibration');
      return convertToRates(foldGraph(graph, preset), calibration, { thresholdFactor, inputGain, timeStep });
    default:
      return assertNever(preset);
  }
}

/**
 * Entries of the model graph whose activations a preset must see before it can convert; empty where it needs no data. Throws the
 * Problems notConvertible and noSpikingLayers.
 */
export function layersToCalibrate(graph: ModelGraph, preset: ConversionSettings['preset']): readonly string[] {
  switch (preset) {
    case 'annarchy':
    case 'annarchy-documented':
      return [];
    case 'rueckauer':
      return foldGraph(graph, preset).nodes.flatMap((node) =>
        node.kind === 'unit' || node.kind === 'output' ? [node.layer] : [],
      );
    default:
      return assertNever(preset);
  }
}

/** Whether a preset needs unlabelled images before it can convert. */
export function needsCalibration(preset: ConversionSettings['preset']): boolean {
  switch (preset) {
    case 'annarchy':
    case 'annarchy-documented':
      return false;
    case 'rueckauer':
      return true;
    default:
      return assertNever(preset);
  }
}
