import { assertNever } from '../assertNever.ts';
import { randomWord, wordLimit } from '../random.ts';
import { type Milliseconds, stepsOf } from '../units.ts';
import type { Encoding, ValueEncoding } from './encoding.ts';
import type { RandomDraw } from './engine.ts';
import { mersenneUniforms } from './mersenne.ts';
import { negativeSpike, type SpikeTrain } from './recording.ts';
import { encodeMagnitude } from './valueEncoders.ts';

/** The encoded input of one sample: spikes, or the values themselves as constant currents. */
export type Stimulus =
  | {
      readonly kind: 'spikes';
      readonly train: SpikeTrain;
      /** What a spike in a step stands for: [step]; null for 1 throughout. */
      readonly amplitudes: Float32Array | null;
    }
  | { readonly kind: 'current'; readonly values: Float32Array };

/** Encodes one sample for `steps` time steps. Plain and complete: faster encoders must give the same spikes. */
export function encodeSample(
  encoding: Encoding,
  sample: Float32Array,
  steps: number,
  timeStep: Milliseconds,
  draw: RandomDraw,
): Stimulus {
  if (encoding.kind === 'constantCurrent') return { kind: 'current', values: sample };
  const spikesIn = spikeCounter(encoding, sample, steps, timeStep, draw);
  const words: number[] = [];
  const offsets = new Uint32Array(steps + 1);
  for (let step = 0; step < steps; step++) {
    for (let neuron = 0; neuron < sample.length; neuron++) {
      const count = spikesIn(neuron, step);
      for (let i = 0; i < Math.abs(count); i++) words.push(count < 0 ? (neuron | negativeSpike) >>> 0 : neuron);
    }
    offsets[step + 1] = words.length;
  }
  const train = { offsets, words: Uint32Array.from(words) };
  return { kind: 'spikes', train, amplitudes: encodingAmplitudes(encoding, steps) };
}

/** Spikes of a neuron in a step, negative ones below zero. */
type SpikeCounter = (neuron: number, step: number) => number;

function spikeCounter(
  encoding: Exclude<Encoding, { kind: 'constantCurrent' }>,
  sample: Float32Array,
  steps: number,
  timeStep: Milliseconds,
  draw: RandomDraw,
): SpikeCounter {
  switch (encoding.kind) {
    case 'poisson': {
      const { maxRate, onOff } = encoding;
      const limits = Array.from(sample, (value) => spikeWordLimit(onOff ? Math.abs(value) : value, maxRate, timeStep));
      return (neuron, step) => {
        const limit = limits[neuron]!;
        if (limit === null || randomWord('input', draw.seed, draw.sample, step, neuron) > limit) return 0;
        return sample[neuron]! < 0 ? -1 : 1;
      };
    }
    case 'annarchyPoisson': {
      const uniforms = mersenneUniforms(draw.seed, steps * sample.length);
      return (neuron, step) =>
        (1000 * uniforms[step * sample.length + neuron]!) / timeStep < sample[neuron]! * encoding.maxRate ? 1 : 0;
    }
    case 'regular':
    case 'phase':
    case 'phaseShiftOscillation':
    case 'burst':
    case 'intrinsicallyBursting':
    case 'timeToFirstSpike': {
      const trains = Array.from(sample, (value) => encodeValue(encoding, value, steps, timeStep));
      return (neuron, step) => trains[neuron]![step]!;
    }
    default:
      return assertNever(encoding);
  }
}

/** For `randomWord(...) <= limit`: a spike with probability value · maxRate · dt / 1000. Null: never. */
export function spikeWordLimit(value: number, maxRate: number, timeStep: Milliseconds): number | null {
  return wordLimit((value * maxRate * timeStep) / 1000);
}

/** The spikes of one input neuron: [step], negative where the spikes are. Double precision, as ANNarchy computes its encodings. */
export function encodeValue(encoding: ValueEncoding, value: number, steps: number, timeStep: Milliseconds): Int8Array {
  const onOff = 'onOff' in encoding && encoding.onOff;
  if (!onOff || value >= 0) return encodeMagnitude(encoding, value, steps, timeStep);
  return encodeMagnitude(encoding, -value, steps, timeStep).map((count) => -count);
}

/** What a spike of the encoding stands for in each step: [step]; null for 1 throughout. */
export function encodingAmplitudes(encoding: Encoding, steps: number): Float32Array | null {
  switch (encoding.kind) {
    case 'phase':
      return Float32Array.from({ length: steps }, (_, step) => 2 ** -(1 + (step % encoding.period)));
    case 'timeToFirstSpike':
      return Float32Array.from({ length: steps }, (_, step) => valueAtLatency(encoding, step % encoding.window));
    case 'constantCurrent':
    case 'poisson':
    case 'annarchyPoisson':
    case 'regular':
    case 'phaseShiftOscillation':
    case 'burst':
    case 'intrinsicallyBursting':
      return null;
    default:
      return assertNever(encoding);
  }
}

/** The value that a spike at a step of the window means: the inverse of the latency. */
function valueAtLatency({ window, scale }: Extract<Encoding, { kind: 'timeToFirstSpike' }>, step: number): number {
  const share = 1 - step / Math.max(1, window - 1);
  return scale === 'linear' ? share : (Math.exp(share) - 1) / (Math.E - 1);
}

/** Time over which `encodingGain` counts, in ms: long against every period, and never the duration of a run, on which nothing may depend. */
const gainDuration: Milliseconds = 1000;

/**
 * What a value of 1 delivers in a step, on average: dividing the first weights by it makes a spiking input deliver the current that the
 * value itself would. 1 for constant current.
 */
export function encodingGain(encoding: Encoding, timeStep: Milliseconds): number {
  switch (encoding.kind) {
    case 'constantCurrent':
      return 1;
    case 'poisson':
    case 'annarchyPoisson':
      return Math.min(1, (encoding.maxRate * timeStep) / 1000);
    case 'regular':
    case 'phase':
    case 'phaseShiftOscillation':
    case 'burst':
    case 'intrinsicallyBursting':
    case 'timeToFirstSpike': {
      const period =
        encoding.kind === 'phase' ? encoding.period : encoding.kind === 'timeToFirstSpike' ? encoding.window : 1;
      const steps = Math.ceil(stepsOf(gainDuration, timeStep) / period) * period;
      const amplitudes = encodingAmplitudes(encoding, steps);
      const delivered = encodeValue(encoding, 1, steps, timeStep).reduce(
        (sum, count, step) => sum + count * (amplitudes?.[step] ?? 1),
        0,
      );
      return delivered / steps;
    }
    default:
      return assertNever(encoding);
  }
}
