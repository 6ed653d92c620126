import { assertNever } from '../assertNever.ts';
import { type Method, needsCalibration } from '../conversion/method.ts';
import { methodOf } from '../conversion/presets.ts';
import { engineOf, engines } from '../simulation/engineName.ts';
import type { Simulation, SweepPlan } from './plan.ts';
import type { Shard } from './shards.ts';

/** Images that a correction after the conversion is simulated on, and passes that a network of usual depth takes for it. */
const correctionImages = 200;
const correctionPasses = 4;

/** What simulating a piece of work costs, in samples times networks times steps. */
export function pieceCost(plan: SweepPlan, { group, count }: Shard): number {
  return count * plan.groups[group]!.length * plan.steps;
}

/**
 * What has to be done before the first sample of each group, in the same unit: a shard that holds any part of a group does it, however
 * little of the group it holds. Whatever simulates the samples, `simd` does this. [group]
 */
export function startCosts({ settings, groups, simulations }: SweepPlan): readonly number[] {
  const { slowness } = engines[engineOf(settings)];
  return groups.map((group) =>
    group.reduce((sum, index) => sum + startCost(simulations[index]!, settings.calibration.samples) / slowness, 0),
  );
}

function startCost({ preset, threshold, changes }: Simulation, images: number): number {
  const method = methodOf({ preset, thresholdFactor: threshold, changes });
  if (!needsCalibration(method)) return 0;
  // The depth of the network is not known here; a cost may be off by its ratio to this.
  const steps = method.calibrationSteps === 'automatic' ? 4 : method.calibrationSteps;
  return isSimulated(method)
    ? correctionPasses * Math.min(correctionImages, images) * steps
    : Math.min(correctionImages, images);
}

/** Whether the calibration simulates networks, and does not only look at the activations of the analog one. */
function isSimulated({ family, normalisation, correction }: Method): boolean {
  switch (family) {
    case 'rate':
      return normalisation === 'spikeBased' || correction !== 'none';
    case 'annarchy':
    case 'fewSpike':
    case 'firstSpike':
      return false;
    default:
      return assertNever(family);
  }
}
