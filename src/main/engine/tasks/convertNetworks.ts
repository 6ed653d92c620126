import type { Calibration } from '../../../shared/conversion/calibration.ts';
import type { Conversion } from '../../../shared/conversion/conversion.ts';
import { convert } from '../../../shared/conversion/convert.ts';
import type { ConversionSurroundings } from '../../../shared/conversion/rateCoded.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import { encodingGain } from '../../../shared/simulation/encoders.ts';
import type { Simulation } from '../../../shared/sweep/plan.ts';
import type { Milliseconds } from '../../../shared/units.ts';

/** The network of a simulation, and what its making changed. Throws conversion Problems. */
export function convertNetwork(
  graph: ModelGraph,
  simulation: Simulation,
  timeStep: Milliseconds,
  calibration: Calibration,
): Conversion {
  const { preset, threshold, changes } = simulation;
  const settings = { preset, thresholdFactor: threshold, changes };
  return convert(graph, settings, calibration, surroundingsOf(simulation, timeStep));
}

export function surroundingsOf({ encoding, seed }: Simulation, timeStep: Milliseconds): ConversionSurroundings {
  return { timeStep, inputGain: encodingGain(encoding, timeStep), seed };
}
