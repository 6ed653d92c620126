import type { IntegrateAndFire } from '../conversion/network.ts';

/**
 * What a neuron would send if its input came evenly: a current z in every step, in thresholds. In spikes per step (codes with a clock: what its
 * spikes add up to).
 */
export interface IdealNeuron {
  /** z as far as spikes can say it. */
  clip(z: number): number;
  /** The rate that a current, clipped, comes to in the long run. */
  steady(z: number): number;
  /** The rate over so many steps. */
  within(z: number, steps: number): number;
}

/** A layer's code, where not every step is like every other: binary digits, or levels of one spike's time. */
export interface WindowCode {
  readonly family: 'fewSpike' | 'firstSpike';
  /** Steps of a window. */
  readonly steps: number;
}

/** An integrate-and-fire neuron; `start`: potential before the first step, `shift`: current added in every step, both in thresholds. */
export function idealNeuron(neuron: IntegrateAndFire, start: number, shift: number): IdealNeuron {
  const [least, most] = spikeRange(neuron);
  const clip = (z: number): number => Math.max(least, Math.min(most, z));
  const { leak, refractorySteps, reset, spikes } = neuron;
  if (leak === null && refractorySteps === 0 && reset === 'subtraction') {
    // From zero a neuron of either sign rounds towards zero, else as the start potential says.
    const isTowardsZero = spikes.kind === 'bipolar' && start === 0;
    const round = (exact: number): number =>
      isTowardsZero ? Math.sign(exact) * Math.floor(Math.abs(exact) + 1e-6) : Math.floor(exact + 1e-6);
    return {
      clip,
      steady: (z) => z,
      within: (z, steps) => clip(round(steps * (z + shift) + start) / steps),
    };
  }
  const settled = new Map<number, number>();
  return {
    clip,
    steady: (z) => (z === 0 ? 0 : Math.sign(z) * settledRate(Math.abs(z))),
    within: (z, steps) =>
      z + shift === 0 ? 0 : (Math.sign(z + shift) * count(Math.abs(z + shift), steps, start)) / steps,
  };

  function settledRate(z: number): number {
    if (reset === 'zero') {
      const wait = stepsToSpike(z);
      return sentAt(wait, z) / (wait + refractorySteps);
    }
    if (leak === null) return z / (1 + z * refractorySteps);
    // No closed form: counted once for currents that differ by less than a thousandth.
    const key = Math.ceil(1024 * z);
    const rate = settled.get(key) ?? count(key / 1024, longRun, 0) / longRun;
    settled.set(key, rate);
    return rate;
  }

  /** Steps from zero to the threshold; Infinity where a leak keeps it below. */
  function stepsToSpike(z: number): number {
    if (leak === null) return Math.ceil(1 / z - 1e-6);
    const left = 1 - (1 - leak) / z;
    return left <= 0 ? Infinity : Math.max(1, Math.ceil(Math.log(left) / Math.log(leak) - 1e-6));
  }

  /** Spikes when the threshold is passed after `wait` steps. */
  function sentAt(wait: number, z: number): number {
    return wait === Infinity || most === 1 ? 1 : Math.min(most, Math.max(1, Math.floor(wait * z + 1e-6)));
  }

  /** Spikes of the neuron under a constant current. */
  function count(current: number, steps: number, from: number): number {
    let [potential, rest, sum] = [from, 0, 0];
    for (let t = 0; t < steps; t++) {
      if (rest > 0) {
        rest--;
        continue;
      }
      potential = (leak ?? 1) * potential + current;
      if (potential < 1 - 1e-6) continue;
      const sent = Math.min(most, Math.max(1, Math.floor(potential + 1e-6)));
      sum += sent;
      potential = reset === 'zero' ? 0 : potential - sent;
      rest = refractorySteps;
    }
    return sum;
  }
}

/** Steps after which a rate under constant current is taken as settled. */
const longRun = 2000;

/** Neurons whose windows say one value each. */
export function idealWindow({ family, steps }: WindowCode): IdealNeuron {
  const clip = (z: number): number => Math.max(0, Math.min(1, z));
  const levels = family === 'fewSpike' ? 2 ** steps : steps;
  const within = (z: number): number =>
    family === 'fewSpike'
      ? Math.min(levels - 1, Math.floor(z * levels + 1e-6)) / levels
      : Math.min(levels, Math.floor(z * levels + 0.5)) / levels;
  return { clip, steady: (z) => z, within };
}

/** Least and most spikes of a step. */
function spikeRange({ spikes }: IntegrateAndFire): readonly [number, number] {
  switch (spikes.kind) {
    case 'binary':
    case 'signed':
      return [0, 1];
    case 'burst':
      return [0, spikes.limit];
    case 'bipolar':
      return [-1, 1];
  }
}
