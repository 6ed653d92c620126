import type { Conversion } from '../../../shared/conversion/conversion.ts';
import { convert } from '../../../shared/conversion/convert.ts';
import type { Calibration } from '../../../shared/conversion/settings.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import { encodingGain } from '../../../shared/simulation/encoders.ts';
import type { Simulation } from '../../../shared/sweep/plan.ts';
import type { Milliseconds } from '../../../shared/units.ts';

/** The networks of simulations, and what their making changed: [simulation]. Throws conversion Problems. */
export function convertNetworks(
  graph: ModelGraph,
  simulations: readonly Simulation[],
  timeStep: Milliseconds,
  calibration: Calibration | null,
): readonly Conversion[] {
  return simulations.map(({ preset, threshold, encoding }) => {
    const inputGain = encodingGain(encoding, timeStep);
    return convert(graph, { preset, thresholdFactor: threshold }, { timeStep, inputGain, calibration });
  });
}
