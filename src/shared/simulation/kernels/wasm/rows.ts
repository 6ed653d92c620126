import { addRows } from './addRows';
import { endTile } from './neuron';
import { Neurons, Rows, Segment } from './structs';
import { Tile16, Tile32, Tile4, Tile8 } from './tiles';

/**
 * Integrates a population whose synapses are rows of weights over a block: pixel by pixel, the rows that arrive are listed for as many
 * steps as the list holds, and every tile of channels runs over the list. `first`: the block's first step in the sample.
 */
export function integrateRows(neurons: Neurons, rows: Rows, steps: i32, first: i32): void {
  for (let pixel = 0; pixel < neurons.spikes.pixels; pixel++) {
    let step = 0;
    while (step < steps) {
      const until = listRows(rows, pixel, step, steps);
      runTiles(neurons, rows, pixel, step, until - step, first);
      step = until;
    }
  }
}

/** Adds the rows that arrive in one step to a population of lanes. */
export function addRowsOfStep(neurons: Neurons, rows: Rows, step: i32, into: usize): void {
  const bytes = <usize>neurons.pixelBytes;
  for (let pixel = 0; pixel < neurons.spikes.pixels; pixel++, into += bytes) {
    const end = rows.negative ? listSignedRows(rows, pixel, step) : listRowsOfStep(rows, pixel, step);
    if (end == rows.list) continue;
    let weights = rows.weights;
    for (let within: usize = 0; within < bytes; within += 128, weights += rows.tileBytes) {
      const left = bytes - within;
      if (left >= 128) addRows<Tile32>(into + within, weights, rows.list, end, 0, 1);
      else if (left == 64) addRows<Tile16>(into + within, weights, rows.list, end, 0, 1);
      else if (left == 32) addRows<Tile8>(into + within, weights, rows.list, end, 0, 1);
      else addRows<Tile4>(into + within, weights, rows.list, end, 0, 1);
    }
  }
}

function listRowsOfStep(rows: Rows, pixel: i32, step: i32): usize {
  listRows(rows, pixel, step, step + 1);
  return load<usize>(rows.ends);
}

/** Lists the weight rows of the pixel in one step, those of negative spikes negated; returns the end. */
function listSignedRows(rows: Rows, pixel: i32, step: i32): usize {
  const segmentsEnd = load<usize>(rows.segments + (pixel << 2), 4);
  const negative = i32x4.splat(rows.negative);
  let to = rows.list;
  for (let at = load<usize>(rows.segments + (pixel << 2)); at < segmentsEnd; at += offsetof<Segment>()) {
    const segment = changetype<Segment>(at);
    const row = segment.first + step * segment.rowBytes;
    const from = load<usize>(row);
    const length = load<usize>(row + segment.length) - from;
    const shift = i32x4.splat(segment.shift);
    for (let done: usize = 0; done < length; done += 16) {
      const sign = i32x4.shr_s(v128.load(from + done), 31);
      v128.store(to + done, i32x4.add(rowsOf(from + done, shift), v128.and(sign, negative)));
    }
    to += length;
  }
  v128.store(to, i32x4.splat(rows.blank));
  return (to + 15) & ~15;
}

/** Lists the weight rows of the pixel from `step` on, for at least one step; returns the first step that found no room. */
function listRows(rows: Rows, pixel: i32, step: i32, steps: i32): i32 {
  const segments = load<usize>(rows.segments + (pixel << 2));
  const segmentsEnd = load<usize>(rows.segments + (pixel << 2), 4);
  const limit = rows.listLimit;
  const short = rows.longestRun <= 8;
  let ends = rows.ends;
  let to = rows.list;
  do {
    for (let at = segments; at < segmentsEnd; at += offsetof<Segment>()) {
      const segment = changetype<Segment>(at);
      const row = segment.first + step * segment.rowBytes;
      const from = load<usize>(row);
      const length = load<usize>(row + segment.length) - from;
      const shift = i32x4.splat(segment.shift);
      // Eight or sixteen entries without a question, since most runs are no longer and a wrong guess costs more than a copy.
      v128.store(to, rowsOf(from, shift));
      v128.store(to, rowsOf(from + 16, shift), 16);
      if (!short) {
        v128.store(to, rowsOf(from + 32, shift), 32);
        v128.store(to, rowsOf(from + 48, shift), 48);
        for (let done: usize = 64; done < length; done += 16) v128.store(to + done, rowsOf(from + done, shift));
      }
      to += length;
    }
    v128.store(to, i32x4.splat(rows.blank));
    to = (to + 15) & ~15;
    store<usize>(ends, to);
    ends += 4;
    step++;
  } while (step < steps && to < limit);
  return step;
}

/** Four neurons as offsets of weight rows. */
// @ts-ignore: decorator
@inline
function rowsOf(neurons: usize, shift: v128): v128 {
  return i32x4.add(i32x4.shl(v128.load(neurons), 7), shift);
}

function runTiles(neurons: Neurons, rows: Rows, pixel: i32, step: i32, steps: i32, first: i32): void {
  let weights = rows.weights;
  let word = 0;
  for (let within: usize = 0; within < <usize>neurons.pixelBytes; within += 128) {
    const bytes = <usize>neurons.pixelBytes - within;
    if (bytes >= 128) runTile<Tile32>(neurons, rows, weights, pixel, within, word, step, steps, first);
    else if (bytes == 64) runTile<Tile16>(neurons, rows, weights, pixel, within, word, step, steps, first);
    else if (bytes == 32) runTile<Tile8>(neurons, rows, weights, pixel, within, word, step, steps, first);
    else runTile<Tile4>(neurons, rows, weights, pixel, within, word, step, steps, first);
    weights += rows.tileBytes;
    word++;
  }
}

/** One tile over the listed steps. */
function runTile<T>(
  neurons: Neurons,
  rows: Rows,
  weights: usize,
  pixel: i32,
  within: usize,
  word: i32,
  step: i32,
  steps: i32,
  first: i32,
): void {
  const spikes = neurons.spikes;
  const vectors = <i32>sizeof<T>();
  const offset = <usize>(pixel * neurons.pixelBytes) + within;
  const into = (neurons.current ? neurons.current : neurons.potential) + offset;
  const constant = neurons.constant ? neurons.constant + pixel * neurons.constantStride + within : 0;
  const decay: f32 = neurons.current ? neurons.decay : 1;
  const begins = constant != 0 || decay != 1;
  const maskBytes = (spikes.pixels * spikes.words) << 2;
  const recordBytes = neurons.record ? spikes.pixels * neurons.pixelBytes : 0;
  let mask = spikes.masks + (step + 1) * maskBytes + ((pixel * spikes.words + word) << 2);
  let record = neurons.record ? neurons.record + (first + step) * recordBytes + offset : 0;
  let entry = rows.list;
  let ends = rows.ends;
  const last = ends + (steps << 2);
  const idle = isIdle(neurons, offset, vectors) && load<usize>(last - 4) == entry;
  for (; ends < last; ends += 4) {
    const end = load<usize>(ends);
    if (entry < end || begins) addRows<T>(into, weights, entry, end, constant, decay);
    entry = end;
    const fired = endTile(neurons, pixel, offset, within, vectors, record);
    store<u32>(mask, fired);
    mask += maskBytes;
    record += recordBytes;
    if (idle && fired == 0) {
      // Neurons that stayed silent without input stay as they are.
      for (ends += 4; ends < last; ends += 4, mask += maskBytes) store<u32>(mask, 0);
    }
  }
}

/** Whether only spikes can change the tile's potentials; not where every step is to be recorded. */
function isIdle(neurons: Neurons, offset: usize, vectors: i32): bool {
  if (neurons.constant || neurons.record) return false;
  if (!neurons.current) return true;
  if (neurons.bias) return false;
  let any = i32x4.splat(0);
  for (let vector = 0; vector < vectors; vector++) {
    any = v128.or(any, v128.load(neurons.current + offset + (vector << 4)));
  }
  return !v128.any_true(any);
}
