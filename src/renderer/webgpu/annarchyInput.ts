import type { AnnarchyPoisson } from '../../shared/simulation/encoding.ts';
import { mersenneUniforms } from '../../shared/simulation/mersenne.ts';
import type { Milliseconds } from '../../shared/units.ts';
import type { InputEncoder } from './input.ts';
import { inputKernel, inputPlace } from './inputWords.ts';
import type { BufferPlan } from './kernel.ts';
import type { SpikeRows } from './spikeRows.ts';

/** Stands for "no value is large enough". */
const never = 3.4e38;

/**
 * ANNarchy's CPN. All samples see the same draws, and a neuron fires where its value is large enough for the draw: so the CPU works out, for
 * each step and neuron and in double precision, the least value of single precision that fires, and the device compares.
 */
export function createAnnarchyInput(
  { maxRate }: AnnarchyPoisson,
  rows: SpikeRows,
  timeStep: Milliseconds,
  steps: number,
): InputEncoder {
  const places = 32 * rows.maskWords;
  /** [step][i][word] */
  const least: BufferPlan = { label: 'least values that fire', fixed: 4 * places * steps, perSample: 0, content: null };
  /** [sample][i][word] */
  const values: BufferPlan = { label: 'samples', fixed: 0, perSample: 4 * places, content: null };
  const kernel = inputKernel(
    'input of one Mersenne Twister',
    rows,
    [
      { name: 'least', buffer: least, element: 'f32', access: 'read' },
      { name: 'values', buffer: values, element: 'f32', access: 'read' },
    ],
    '',
    `for (var i = 0u; i < 32u; i++) {
    let place = i * ${rows.maskWords}u + word;
    if (values[sample * ${places}u + place] >= least[t * ${places}u + place]) { bits |= 1u << i; }
  }`,
  );
  let uploaded: number | null = null;
  return {
    kernel,
    upload(samples, draws, write) {
      const { seed } = draws[0]!;
      if (uploaded !== seed) write(least, leastValues(seed));
      uploaded = seed;
      const all = new Float32Array(samples.length * places);
      for (const [index, sample] of samples.entries()) {
        for (let n = 0; n < rows.neurons; n++) all[index * places + inputPlace(n, rows)] = sample[n]!;
      }
      write(values, all);
    },
    mostSamples(samples, draws) {
      const other = draws.findIndex(({ seed }) => seed !== draws[0]!.seed);
      return other === -1 ? samples.length : other;
    },
  };

  function leastValues(seed: number): Float32Array<ArrayBuffer> {
    const uniforms = mersenneUniforms(seed, steps * rows.neurons);
    const all = new Float32Array(steps * places).fill(never);
    for (let step = 0; step < steps; step++) {
      for (let n = 0; n < rows.neurons; n++) {
        all[step * places + inputPlace(n, rows)] = leastValueAbove(
          (1000 * uniforms[step * rows.neurons + n]!) / timeStep,
          maxRate,
        );
      }
    }
    return all;
  }
}

/** The least value x of single precision, at least 0, for which `bound < x · rate` in double precision. */
export function leastValueAbove(bound: number, rate: number): number {
  if (!(rate > 0)) return never;
  single[0] = bound / rate;
  // The quotient is off by a few units in the last place at most; bits of numbers from 0 are in their order.
  while (bits[0]! > 0 && isAbove(-1)) bits[0]!--;
  while (!isAbove(0)) bits[0]!++;
  return Math.min(single[0], never);

  function isAbove(offset: number): boolean {
    neighbourBits[0] = bits[0]! + offset;
    return bound < neighbour[0]! * rate;
  }
}

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);
const neighbour = new Float32Array(1);
const neighbourBits = new Uint32Array(neighbour.buffer);
