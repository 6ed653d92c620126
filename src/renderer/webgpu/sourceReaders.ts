import type { Lanes } from './lanes.ts';
import { numbersAt } from './parameters.ts';
import { type SpikeRows, spikeCountFunction } from './spikeRows.ts';

/**
 * WGSL functions by which a kernel adds what source neurons send, in ascending order of the neuron, one weight after the other: the order
 * that defines the rounding. `run{k}(sum, row, first, last, weight)` adds neurons `first` to `last` − 1, whose weights lie `stride` numbers
 * apart in `parameters` from `weight` on; `one{k}(sum, row, neuron, factor)` adds one neuron, or for each lane its own of as many neighbours.
 */
export interface SourceReader {
  /** Number of the synapses in the kernel, part of the functions' names. */
  readonly k: number;
  /** Name of the binding that is read. */
  readonly binding: string;
  readonly stride: number;
  readonly lanes: Lanes;
}

/** Spikes: 32 neurons a look, a loop over those that fired. A spike of ±1 adds ± its weight; n spikes add it n times, as the reference does. */
export function spikeReader(reader: SourceReader, rows: SpikeRows): string {
  const { k, binding, stride, lanes } = reader;
  const weight = numbersAt(`weight + (neuron - first) * ${stride}u`, lanes);
  return `${spikeCountFunction(`count${k}`, binding, rows)}
${rows.graded ? repeatedFunction(`repeated${k}`, lanes.float) : ''}
fn run${k}(start: ${lanes.float}, row: u32, first: u32, last: u32, weight: u32) -> ${lanes.float} {
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
      ${rows.graded ? `sum = repeated${k}(sum, count${k}(row, neuron), ${weight});` : `sum += ${weight};`}
    }
  }
  return sum;
}
${rows.graded ? repeatedFunction(`some${k}`, 'f32') : someFunction(`some${k}`)}
${oneFunction(reader, (lane, part) => `some${k}(start${part}, count${k}(row, neuron + ${lane}u), factor${part})`)}`;
}

/** Adds a weight as often as a neuron fires. */
function repeatedFunction(name: string, type: string): string {
  return `fn ${name}(start: ${type}, count: i32, weight: ${type}) -> ${type} {
  var sum = start;
  for (var left = abs(count); left > 0; left--) { sum += select(weight, -weight, count < 0); }
  return sum;
}`;
}

function someFunction(name: string): string {
  return `fn ${name}(start: f32, count: i32, weight: f32) -> f32 { return select(start, start + weight, count != 0); }`;
}

/** Values that act as a constant current: value times weight, zeros left out. */
export function valueReader(reader: SourceReader): string {
  const { k, binding, stride, lanes } = reader;
  return `fn some${k}(start: f32, value: f32, weight: f32) -> f32 { return select(start, start + rounded(weight * value), value != 0.0); }
fn run${k}(start: ${lanes.float}, row: u32, first: u32, last: u32, weight: u32) -> ${lanes.float} {
  var sum = start;
  for (var neuron = first; neuron < last; neuron++) {
    let value = ${binding}[row + neuron];
    if (value != 0.0) { sum += ${lanes.rounded}(${numbersAt(`weight + (neuron - first) * ${stride}u`, lanes)} * value); }
  }
  return sum;
}
${oneFunction(reader, (lane, part) => `some${k}(start${part}, ${binding}[row + neuron + ${lane}u], factor${part})`)}`;
}

function oneFunction({ k, lanes }: SourceReader, ofLane: (lane: number, part: string) => string): string {
  const results = lanes.parts.map((part, lane) => ofLane(lane, part));
  return `fn one${k}(start: ${lanes.float}, row: u32, neuron: u32, factor: ${lanes.float}) -> ${lanes.float} {
  return ${lanes.float}(${results.join(', ')});
}`;
}
