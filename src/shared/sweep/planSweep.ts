import type { PresetName } from '../conversion/settings.ts';
import type { Encoding } from '../simulation/encoding.ts';
import { stepsOf } from '../units.ts';
import type { Cell, Simulation, SweepPlan, SweepSettings } from './plan.ts';
import { type Plain, planId } from './planId.ts';

/** Lays a grid of settings out: its cells, the simulations that answer them, and which of these share one encoded input. */
export function planSweep(settings: SweepSettings): SweepPlan {
  const steps = stepsOf(Math.max(...settings.durations), settings.timeStep);
  const cells: Cell[] = [];
  const simulations: Simulation[] = [];
  const indices = new Map<string, number>();
  const groups = new Map<string, number[]>();
  for (const preset of settings.presets) {
    for (const encoding of settings.encodings) {
      for (const threshold of settings.thresholds) {
        for (const seed of settings.seeds) {
          const draws = drawsRandomNumbers(encoding);
          const simulation = { preset, encoding, threshold, seed: draws ? seed : 0 };
          const id = planId(whatCountsFor(simulation, settings));
          let index = indices.get(id);
          if (index === undefined) {
            index = simulations.push({ id, ...simulation }) - 1;
            indices.set(id, index);
            const input = planId({ encoding: { ...encoding }, seed: simulation.seed });
            const group = groups.get(input);
            if (group === undefined) groups.set(input, [index]);
            else group.push(index);
          }
          cells.push({ id, preset, encoding, threshold, seed, simulation: index });
        }
      }
    }
  }
  return { settings, steps, cells, simulations, groups: [...groups.values()] };
}

/** Everything that can change the result of a simulation. Durations and readouts only choose what is read from it. */
function whatCountsFor(simulation: Omit<Simulation, 'id'>, settings: SweepSettings): Plain {
  const { preset, encoding, threshold, seed } = simulation;
  const { model, data, timeStep, calibration } = settings;
  return {
    model: model.sha256,
    data: {
      sha256: data.sha256,
      split: data.split,
      offset: data.offset,
      count: data.count,
      scaling: data.scaling,
    },
    preset,
    encoding: { ...encoding },
    threshold,
    seed,
    timeStep,
    calibration: isCalibrated(preset) ? { ...calibration } : null,
  };
}

/** Whether a preset looks at the activations of the analog network. */
function isCalibrated(preset: PresetName): boolean {
  switch (preset) {
    case 'annarchy':
    case 'annarchy-documented':
      return false;
    case 'rueckauer':
      return true;
  }
}

/** Whether the spikes of an encoding depend on the seed. */
export function drawsRandomNumbers(encoding: Encoding): boolean {
  switch (encoding.kind) {
    case 'poisson':
      return true;
    case 'constantCurrent':
    case 'intrinsicallyBursting':
    case 'phaseShiftOscillation':
      return false;
  }
}
