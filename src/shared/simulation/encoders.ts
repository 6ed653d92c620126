import { randomWord, wordLimit } from '../random.ts';
import { type Milliseconds, stepsOf } from '../units.ts';
import type { Encoding, IntrinsicallyBursting, PhaseShiftOscillation } from './encoding.ts';
import type { RandomDraw } from './engine.ts';
import type { SpikeTrain } from './recording.ts';

/** The encoded input of one sample: spikes, or the values themselves as constant currents. */
export type Stimulus =
  { readonly kind: 'spikes'; readonly train: SpikeTrain } | { readonly kind: 'current'; readonly values: Float32Array };

/** Encodes one sample for `steps` time steps. Plain and complete: faster encoders must give the same spikes. */
export function encodeSample(
  encoding: Encoding,
  sample: Float32Array,
  steps: number,
  timeStep: Milliseconds,
  draw: RandomDraw,
): Stimulus {
  if (encoding.kind === 'constantCurrent') return { kind: 'current', values: sample };
  const fires =
    encoding.kind === 'poisson'
      ? poissonSpikes(sample, encoding.maxRate, timeStep, draw)
      : storedSpikes(sample, steps, timeStep, encoding);
  const neurons: number[] = [];
  const offsets = new Uint32Array(steps + 1);
  for (let step = 0; step < steps; step++) {
    for (let neuron = 0; neuron < sample.length; neuron++) if (fires(neuron, step)) neurons.push(neuron);
    offsets[step + 1] = neurons.length;
  }
  return { kind: 'spikes', train: { offsets, neurons: Uint32Array.from(neurons) } };
}

function poissonSpikes(sample: Float32Array, maxRate: number, timeStep: Milliseconds, draw: RandomDraw) {
  const limits = Array.from(sample, (value) => spikeWordLimit(value, maxRate, timeStep));
  return (neuron: number, step: number): boolean => {
    const limit = limits[neuron]!;
    return limit !== null && randomWord('input', draw.seed, draw.sample, step, neuron) <= limit;
  };
}

/** For `randomWord(...) <= limit`: a spike with probability value · maxRate · dt / 1000. Null: never. */
export function spikeWordLimit(value: number, maxRate: number, timeStep: Milliseconds): number | null {
  return wordLimit((value * maxRate * timeStep) / 1000);
}

function storedSpikes(sample: Float32Array, steps: number, timeStep: Milliseconds, encoding: ValueEncoding) {
  const trains = Array.from(sample, (value) => encodeValue(encoding, value, steps, timeStep));
  return (neuron: number, step: number): boolean => trains[neuron]![step] === 1;
}

/** Encodings in which a neuron's spikes follow from its value alone, so that equal values share one train. */
export type ValueEncoding = IntrinsicallyBursting | PhaseShiftOscillation;

/** The spikes of one input neuron: [step], 1 where it fires. Double precision, as ANNarchy computes it. */
export function encodeValue(encoding: ValueEncoding, value: number, steps: number, timeStep: Milliseconds): Uint8Array {
  switch (encoding.kind) {
    case 'intrinsicallyBursting':
      return intrinsicallyBurstingSpikes(value * encoding.maxCurrent, steps, timeStep);
    case 'phaseShiftOscillation':
      return phaseShiftSpikes(value * encoding.maxLevel, steps, timeStep);
  }
}

/**
 * Izhikevich (2003), "Simple model of spiking neurons", with ANNarchy's constants for intrinsic bursting: a = 0.02, b = 0.2, c = −55,
 * d = 4, start at v = −55 and u = −13; one explicit Euler step of dt, both derivatives from the old state.
 */
function intrinsicallyBurstingSpikes(current: number, steps: number, timeStep: Milliseconds): Uint8Array {
  const spikes = new Uint8Array(steps);
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

/** Spikes where the level exceeds 2^(((t − 1) mod 8) − 1), t in ms with C's remainder: 0.25 at t = 0, then 0.5, 1, … 64 and again. */
function phaseShiftSpikes(level: number, steps: number, timeStep: Milliseconds): Uint8Array {
  return Uint8Array.from({ length: steps }, (_, step) => {
    const time = step * timeStep;
    return level > 2 ** (((time - 1) % 8) - 1) ? 1 : 0;
  });
}

/** Time over which `encodingGain` counts, in ms: long against every period, and never the duration of a run, on which nothing may depend. */
const gainDuration: Milliseconds = 1000;

/**
 * Mean spikes per step of a value of 1: dividing the first weights by it makes a spiking input deliver, on average, the current that the
 * value itself would. 1 for constant current.
 */
export function encodingGain(encoding: Encoding, timeStep: Milliseconds): number {
  switch (encoding.kind) {
    case 'constantCurrent':
      return 1;
    case 'poisson':
      return Math.min(1, (encoding.maxRate * timeStep) / 1000);
    case 'intrinsicallyBursting':
    case 'phaseShiftOscillation': {
      const steps = stepsOf(gainDuration, timeStep);
      return encodeValue(encoding, 1, steps, timeStep).reduce((sum, spike) => sum + spike, 0) / steps;
    }
  }
}
