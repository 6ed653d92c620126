import { type SpikeRows, spikeCountFunction } from './spikeRows.ts';

/**
 * WGSL functions by which a kernel adds what source neurons send, in ascending order of the neuron, one weight after the other: the order
 * that defines the rounding. `run{k}(sum, row, first, last, weight)` adds neurons `first` to `last` − 1, whose weights lie `stride` words
 * apart in `parameters` from `weight` on; `one{k}(sum, row, neuron, factor)` adds one neuron.
 */
export interface SourceReader {
  /** Number of the synapses in the kernel, part of the functions' names. */
  readonly k: number;
  /** Name of the binding that is read. */
  readonly binding: string;
  readonly stride: number;
}

/** Spikes: 32 neurons a look, a loop over those that fired. A spike of ±1 adds ± its weight; n spikes add it n times, as the reference does. */
export function spikeReader({ k, binding, stride }: SourceReader, rows: SpikeRows): string {
  const count = `count${k}`;
  const add = rows.graded ? `sum = repeated${k}(sum, ${count}(row, neuron), WEIGHT);` : 'sum += WEIGHT;';
  const repeated = `fn repeated${k}(start: f32, count: i32, weight: f32) -> f32 {
  var sum = start;
  for (var left = abs(count); left > 0; left--) { sum += select(weight, -weight, count < 0); }
  return sum;
}
`;
  return `${spikeCountFunction(count, binding, rows)}
${rows.graded ? repeated : ''}fn run${k}(start: f32, row: u32, first: u32, last: u32, weight: u32) -> f32 {
  var sum = start;
  let begin = first >> 5u;
  let end = (last + 31u) >> 5u;
  for (var word = begin; word < end; word++) {
    var bits = ${binding}[row + word];
    // The first and the last word may hold neurons that are no part of the run.
    if (word == begin) { bits &= 0xffffffffu << (first & 31u); }
    if (word + 1u == end) { bits &= 0xffffffffu >> (31u - ((last - 1u) & 31u)); }
    while (bits != 0u) {
      let neuron = (word << 5u) + firstTrailingBit(bits);
      bits &= bits - 1u;
      ${add.replace('WEIGHT', `parameters[weight + (neuron - first) * ${stride}u]`)}
    }
  }
  return sum;
}
fn one${k}(start: f32, row: u32, neuron: u32, weight: f32) -> f32 {
  ${rows.graded ? `return repeated${k}(start, ${count}(row, neuron), weight);` : `return select(start, start + weight, ${count}(row, neuron) != 0);`}
}`;
}

/** Values that act as a constant current: value times weight, zeros left out. */
export function valueReader({ k, binding, stride }: SourceReader): string {
  return `fn run${k}(start: f32, row: u32, first: u32, last: u32, weight: u32) -> f32 {
  var sum = start;
  for (var neuron = first; neuron < last; neuron++) {
    sum = one${k}(sum, row, neuron, parameters[weight + (neuron - first) * ${stride}u]);
  }
  return sum;
}
fn one${k}(start: f32, row: u32, neuron: u32, weight: f32) -> f32 {
  let value = ${binding}[row + neuron];
  return select(start, start + weight * value, value != 0.0);
}`;
}
