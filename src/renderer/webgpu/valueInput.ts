import { encodeValue } from '../../shared/simulation/encoders.ts';
import type { ValueEncoding } from '../../shared/simulation/encoding.ts';
import type { Milliseconds } from '../../shared/units.ts';
import type { InputEncoder } from './input.ts';
import { inputKernel, inputPlace } from './inputWords.ts';
import type { BufferPlan } from './kernel.ts';
import type { SpikeRows } from './spikeRows.ts';

/** Room for the trains of a batch's distinct values; one sample's always fit. Grey values of a byte take 256 of them. */
const tableBytes = 16 * 2 ** 20;

/** Trains kept for the next batch, as long as they are not too many. */
const keptValues = 2 ** 16;

/**
 * Encodings in which the spikes follow from the value, in the CPU's own double precision: the CPU encodes every distinct value of a batch
 * once and the device looks the spikes up. Row 0 of the table is silent, for the neurons past the last.
 */
export function createValueInput(
  encoding: ValueEncoding,
  rows: SpikeRows,
  timeStep: Milliseconds,
  steps: number,
): InputEncoder {
  const places = 32 * rows.maskWords;
  const trainBytes = Math.ceil(steps / 4) * 4;
  const mostTrains = 1 + Math.max(rows.neurons, Math.floor(tableBytes / trainBytes));
  /** [value][step], a signed byte each. */
  const trains: BufferPlan = { label: 'trains of values', fixed: mostTrains * trainBytes, perSample: 0, content: null };
  /** [sample][i][word]: row of the neuron's train. */
  const index: BufferPlan = { label: 'trains of neurons', fixed: 0, perSample: 4 * places, content: null };
  const kernel = inputKernel(
    `input of encoding ${encoding.kind}`,
    rows,
    [
      { name: 'trains', buffer: trains, element: 'u32', access: 'read' },
      { name: 'trainOf', buffer: index, element: 'u32', access: 'read' },
    ],
    '',
    `let trainWords = (block.total + 3u) / 4u;
  for (var i = 0u; i < 32u; i++) {
    let train = trainOf[sample * ${places}u + i * ${rows.maskWords}u + word];
    let count = extractBits(bitcast<i32>(trains[train * trainWords + t / 4u]), (t & 3u) * 8u, 8u);
    if (count != 0) { bits |= 1u << i; }
    ${rows.graded ? 'counts[i] = count;' : ''}
  }`,
  );
  const known = new Map<number, Int8Array>();

  return {
    kernel,
    upload(samples, _, write) {
      const numbers = new Map<number, number>();
      const trainOf = new Uint32Array(samples.length * places);
      for (const [at, sample] of samples.entries()) {
        for (let n = 0; n < rows.neurons; n++) {
          const value = sample[n]!;
          let number = numbers.get(value);
          if (number === undefined) numbers.set(value, (number = numbers.size + 1));
          trainOf[at * places + inputPlace(n, rows)] = number;
        }
      }
      const table = new Int8Array((numbers.size + 1) * trainBytes);
      for (const [value, number] of numbers) table.set(trainOfValue(value), number * trainBytes);
      write(trains, new Uint32Array(table.buffer));
      write(index, trainOf);
    },
    mostSamples(samples) {
      const values = new Set<number>();
      for (const [at, sample] of samples.entries()) {
        for (const value of sample) values.add(value);
        if (values.size >= mostTrains && at > 0) return at;
      }
      return samples.length;
    },
  };

  function trainOfValue(value: number): Int8Array {
    let train = known.get(value);
    if (train === undefined) {
      if (known.size >= keptValues) known.clear();
      train = encodeValue(encoding, value, steps, timeStep);
      known.set(value, train);
    }
    return train;
  }
}
