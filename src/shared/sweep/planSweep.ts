import { assertNever } from '../assertNever.ts';
import { type Method, needsCalibration } from '../conversion/method.ts';
import { methodOf } from '../conversion/presets.ts';
import type { Encoding } from '../simulation/encoding.ts';
import { stepsOf } from '../units.ts';
import type { Cell, Simulation, SweepPlan, SweepSettings } from './plan.ts';
import { type Plain, planId } from './planId.ts';
import { whatCountsIn } from './whatCounts.ts';

/** Lays a grid of settings out: its cells, the simulations that answer them, and which of these share one encoded input. */
export function planSweep(settings: SweepSettings): SweepPlan {
  const steps = stepsOf(Math.max(...settings.durations), settings.timeStep);
  const cells: Cell[] = [];
  const simulations: Simulation[] = [];
  const indices = new Map<string, number>();
  const groups = new Map<string, number[]>();
  for (const combination of combinationsOf(settings)) {
    const simulation = { ...combination, seed: drawsRandomNumbers(combination) ? combination.seed : 0 };
    const id = planId(whatCountsFor(simulation, settings));
    let index = indices.get(id);
    if (index === undefined) {
      index = simulations.push({ id, ...simulation }) - 1;
      indices.set(id, index);
      const input = planId({ encoding: { ...simulation.encoding }, seed: simulation.seed });
      const group = groups.get(input);
      if (group === undefined) groups.set(input, [index]);
      else group.push(index);
    }
    cells.push({ id, ...combination, simulation: index });
  }
  return { settings, steps, cells, simulations, groups: [...groups.values()] };
}

type Combination = Omit<Simulation, 'id'>;

function combinationsOf({ presets, changes, encodings, thresholds, seeds }: SweepSettings): Combination[] {
  return presets.flatMap((preset) =>
    changes.flatMap((change) =>
      encodings.flatMap((encoding) =>
        thresholds.flatMap((threshold) =>
          seeds.map((seed) => ({ preset, changes: change, encoding, threshold, seed })),
        ),
      ),
    ),
  );
}

/** Everything that can change the result of a simulation. Durations and readouts only choose what is read from it. */
function whatCountsFor(simulation: Combination, settings: SweepSettings): Plain {
  const { preset, changes, encoding, threshold, seed } = simulation;
  const { model, data, timeStep, calibration } = settings;
  const method = methodOf({ preset, thresholdFactor: threshold, changes });
  return {
    model: model.sha256,
    data: {
      sha256: data.sha256,
      split: data.split,
      offset: data.offset,
      count: data.count,
      scaling: data.scaling,
    },
    method: whatCountsIn(method),
    encoding: { ...encoding },
    seed,
    timeStep,
    calibration: needsCalibration(method) ? { ...calibration } : null,
  };
}

/** Whether the spikes depend on the seed. */
export function drawsRandomNumbers({
  preset,
  changes,
  encoding,
}: Pick<Combination, 'preset' | 'changes' | 'encoding'>): boolean {
  return drawsPotentials(methodOf({ preset, thresholdFactor: 1, changes })) || drawsInput(encoding);
}

/** Whether start potentials are drawn. */
export function drawsPotentials({ family, initialPotential }: Method): boolean {
  return family === 'rate' && initialPotential === 'uniform';
}

export function drawsInput({ kind }: Encoding): boolean {
  switch (kind) {
    case 'poisson':
    case 'annarchyPoisson':
      return true;
    case 'constantCurrent':
    case 'regular':
    case 'phase':
    case 'phaseShiftOscillation':
    case 'burst':
    case 'intrinsicallyBursting':
    case 'timeToFirstSpike':
      return false;
    default:
      return assertNever(kind);
  }
}
