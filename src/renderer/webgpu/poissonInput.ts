import { streamCounter, threefryParity, threefryRotations } from '../../shared/random.ts';
import { spikeWordLimit } from '../../shared/simulation/encoders.ts';
import type { Poisson } from '../../shared/simulation/encoding.ts';
import type { RandomDraw } from '../../shared/simulation/engine.ts';
import type { Milliseconds } from '../../shared/units.ts';
import type { InputEncoder } from './input.ts';
import { inputKernel, inputPlace } from './inputWords.ts';
import type { BufferPlan } from './kernel.ts';
import type { SpikeRows } from './spikeRows.ts';

/**
 * Poisson spikes, drawn on the device with the counters of `randomWord`: integers alone, so every draw is the CPU's. The limits that the
 * words are held against are worked out on the CPU, in double precision, once a sample.
 */
export function createPoissonInput(encoding: Poisson, rows: SpikeRows, timeStep: Milliseconds): InputEncoder {
  const { maskWords, neurons, graded } = rows;
  /** Of a sample: seed and number, which neurons may fire, which fire −1, and the limits [i][word]. */
  const [able, negative, limits] = [2, 2 + maskWords, 2 + 2 * maskWords];
  const words = limits + 32 * maskWords;
  const draws: BufferPlan = { label: 'Poisson limits', fixed: 0, perSample: 4 * words, content: null };
  const kernel = inputKernel(
    'Poisson input',
    rows,
    [{ name: 'draws', buffer: draws, element: 'u32', access: 'read' }],
    threefryText,
    `let first = sample * ${words}u;
  let able = draws[first + ${able}u + word];
  for (var i = 0u; i < 32u; i += 2u) {
    if (((able >> i) & 3u) == 0u) { continue; }
    let drawn = threefry(draws[first], draws[first + 1u], ${streamCounter('input', 0)}u | t, 16u * word + i / 2u);
    let limit = first + ${limits}u + i * ${maskWords}u + word;
    if (drawn.x <= draws[limit]) { bits |= 1u << i; }
    if (drawn.y <= draws[limit + ${maskWords}u]) { bits |= 2u << i; }
  }
  bits &= able;
  ${
    graded
      ? `let negative = draws[first + ${negative}u + word];
  for (var i = 0u; i < 32u; i++) {
    counts[i] = select(0, select(1, -1, ((negative >> i) & 1u) == 1u), ((bits >> i) & 1u) == 1u);
  }`
      : ''
  }`,
  );
  return {
    kernel,
    upload(samples, sampleDraws, write) {
      const all = new Uint32Array(samples.length * words);
      for (const [index, sample] of samples.entries())
        writeLimits(sample, sampleDraws[index]!, all.subarray(index * words, (index + 1) * words));
      write(draws, all);
    },
    mostSamples: (samples) => samples.length,
  };

  function writeLimits(sample: Float32Array, draw: RandomDraw, into: Uint32Array): void {
    into[0] = draw.seed;
    into[1] = draw.sample;
    for (let n = 0; n < neurons; n++) {
      const value = sample[n]!;
      const limit = spikeWordLimit(encoding.onOff ? Math.abs(value) : value, encoding.maxRate, timeStep);
      if (limit === null) continue;
      into[able + (n >> 5)]! |= 1 << (n & 31);
      if (value < 0) into[negative + (n >> 5)]! |= 1 << (n & 31);
      into[limits + inputPlace(n, rows)] = limit;
    }
  }
}

/** Threefry-2x32 with 20 rounds, as in `shared/random.ts`; each group of four rounds ends in an injection of the key. */
export const threefryText = `fn threefry(key0: u32, key1: u32, counter0: u32, counter1: u32) -> vec2u {
  let key2 = key0 ^ key1 ^ ${threefryParity}u;
  var a = counter0 + key0;
  var b = counter1 + key1;
${Array.from({ length: 20 }, (_, round) => {
  const rotation = threefryRotations[round % 8]!;
  const mix = `  a += b; b = ((b << ${rotation}u) | (b >> ${32 - rotation}u)) ^ a;`;
  const injection = (round + 1) / 4;
  if (!Number.isInteger(injection)) return mix;
  return `${mix}
  a += key${injection % 3}; b += key${(injection + 1) % 3} + ${injection}u;`;
}).join('\n')}
  return vec2u(a, b);
}`;
