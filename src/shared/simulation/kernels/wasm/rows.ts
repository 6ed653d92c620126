import { directTile } from './directTile';
import { filteredTile } from './filteredTile';
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

/** Lists the weight rows of the pixel from `step` on, for at least one step; returns the first step that found no room. */
function listRows(rows: Rows, pixel: i32, step: i32, steps: i32): i32 {
  const segments = load<usize>(rows.segments + (pixel << 2));
  const segmentsEnd = load<usize>(rows.segments + (pixel << 2), 4);
  const limit = rows.listLimit;
  let ends = rows.ends;
  let to = rows.list;
  do {
    for (let at = segments; at < segmentsEnd; at += offsetof<Segment>()) {
      const segment = changetype<Segment>(at);
      const row = segment.first + step * segment.rowBytes;
      const from = load<usize>(row);
      const length = load<usize>(row + segment.length) - from;
      const shift = i32x4.splat(segment.shift);
      // Sixteen entries without a question, since most runs are no longer and a wrong guess costs more than a copy.
      v128.store(to, rowsOf(from, shift));
      v128.store(to, rowsOf(from + 16, shift), 16);
      v128.store(to, rowsOf(from + 32, shift), 32);
      v128.store(to, rowsOf(from + 48, shift), 48);
      for (let done: usize = 64; done < length; done += 16) v128.store(to + done, rowsOf(from + done, shift));
      to += length;
    }
    store<u32>(to, rows.blank);
    to = (to + 7) & ~7;
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
  const spikes = neurons.spikes;
  let mask = spikes.masks + (((step + 1) * spikes.pixels + pixel) * spikes.words << 2);
  let weights = rows.weights;
  for (let within: usize = 0; within < <usize>neurons.pixelBytes; within += 128) {
    const offset = <usize>(pixel * neurons.pixelBytes) + within;
    const record = neurons.record
      ? neurons.record + <usize>((first + step) * spikes.pixels * neurons.pixelBytes) + offset
      : 0;
    const bytes = <usize>neurons.pixelBytes - within;
    if (neurons.current) {
      if (bytes >= 128) filteredTile<Tile32>(neurons, rows, weights, offset, within, pixel, steps, mask, record);
      else if (bytes == 64) filteredTile<Tile16>(neurons, rows, weights, offset, within, pixel, steps, mask, record);
      else if (bytes == 32) filteredTile<Tile8>(neurons, rows, weights, offset, within, pixel, steps, mask, record);
      else filteredTile<Tile4>(neurons, rows, weights, offset, within, pixel, steps, mask, record);
    } else {
      if (bytes >= 128) directTile<Tile32>(neurons, rows, weights, offset, within, pixel, steps, mask, record);
      else if (bytes == 64) directTile<Tile16>(neurons, rows, weights, offset, within, pixel, steps, mask, record);
      else if (bytes == 32) directTile<Tile8>(neurons, rows, weights, offset, within, pixel, steps, mask, record);
      else directTile<Tile4>(neurons, rows, weights, offset, within, pixel, steps, mask, record);
    }
    mask += 4;
    weights += rows.tileBytes;
  }
}
