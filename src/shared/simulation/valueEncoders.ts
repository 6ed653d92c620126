import { assertNever } from '../assertNever.ts';
import type { Milliseconds } from '../units.ts';
import type { Burst, Phase, TimeToFirstSpike, ValueEncoding } from './encoding.ts';

/** Number of spikes in each step, [step], of an input neuron with this value; negative values are what the equation makes of them. */
export function encodeMagnitude(
  encoding: ValueEncoding,
  value: number,
  steps: number,
  timeStep: Milliseconds,
): Int8Array {
  switch (encoding.kind) {
    case 'regular':
      return regularSpikes((value * encoding.maxRate * timeStep) / 1000, steps);
    case 'phase':
      return phaseSpikes(encoding, value, steps);
    case 'phaseShiftOscillation':
      return phaseShiftSpikes(value * encoding.maxLevel, steps, timeStep);
    case 'burst':
      return burstSpikes(encoding, value, steps);
    case 'intrinsicallyBursting':
      return intrinsicallyBurstingSpikes(value * encoding.maxCurrent, steps, timeStep);
    case 'timeToFirstSpike':
      return firstSpikes(encoding, value, steps);
    default:
      return assertNever(encoding);
  }
}

/** Spike n comes in the step in which (t + 1) · rate passes n; at most one in a step. */
function regularSpikes(rate: number, steps: number): Int8Array {
  const bounded = Math.min(1, Math.max(0, rate));
  return Int8Array.from({ length: steps }, (_, step) => Math.floor((step + 1) * bounded) - Math.floor(step * bounded));
}

/** Kim et al. (2018), "Deep neural networks with weighted spikes": digit p of ⌊value · 2^period⌋ in phase p. */
function phaseSpikes({ period }: Phase, value: number, steps: number): Int8Array {
  const levels = 2 ** period;
  const level = Math.min(levels - 1, Math.max(0, Math.floor(value * levels)));
  return Int8Array.from({ length: steps }, (_, step) => Math.floor(level / 2 ** (period - 1 - (step % period))) % 2);
}

/** Spikes where the level exceeds 2^(((t − 1) mod 8) − 1), t in ms with C's remainder: 0.25 at t = 0, then 0.5, 1, … 64 and again. */
function phaseShiftSpikes(level: number, steps: number, timeStep: Milliseconds): Int8Array {
  return Int8Array.from({ length: steps }, (_, step) => {
    const time = step * timeStep;
    return level > 2 ** (((time - 1) % 8) - 1) ? 1 : 0;
  });
}

/** Threshold of a burst neuron that has not spiked; what a spike stands for. */
const burstUnit = 1 / 8;

/** Park et al. (2019), "Fast and efficient information transmission with burst spikes", equations 4 to 8 with β = 2. */
function burstSpikes({ limit }: Burst, value: number, steps: number): Int8Array {
  const spikes = new Int8Array(steps);
  let potential = 0;
  let size = 1;
  for (let step = 0; step < steps; step++) {
    potential += value;
    if (potential >= size * burstUnit) {
      spikes[step] = size;
      potential -= size * burstUnit;
      size = Math.min(limit, 2 * size);
    } else size = 1;
  }
  return spikes;
}

/**
 * Izhikevich (2003), "Simple model of spiking neurons", with ANNarchy's constants for intrinsic bursting: a = 0.02, b = 0.2, c = −55,
 * d = 4, start at v = −55 and u = −13; one explicit Euler step of dt, both derivatives from the old state.
 */
function intrinsicallyBurstingSpikes(current: number, steps: number, timeStep: Milliseconds): Int8Array {
  const spikes = new Int8Array(steps);
  let v = -55;
  let u = -13;
  for (let step = 0; step < steps; step++) {
    const dv = 0.04 * v * v + 5 * v + 140 - u + current;
    const du = 0.02 * (0.2 * v - u);
    v += timeStep * dv;
    u += timeStep * du;
    if (v > 30) {
      spikes[step] = 1;
      v = -55;
      u += 4;
    }
  }
  return spikes;
}

function firstSpikes({ window, scale }: TimeToFirstSpike, value: number, steps: number): Int8Array {
  const bounded = Math.min(1, Math.max(0, value));
  const share = scale === 'linear' ? bounded : Math.log1p(bounded * (Math.E - 1));
  const latency = Math.round((1 - share) * (window - 1));
  const silent = latency >= window - 1;
  return Int8Array.from({ length: steps }, (_, step) => (!silent && step % window === latency ? 1 : 0));
}
