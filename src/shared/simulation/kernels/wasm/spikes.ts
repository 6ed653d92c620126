import { Spikes } from './structs';

/** Before a sample: silence in row 0. */
export function silence(spikes: Spikes): void {
  spikes.rows = 0;
  memory.fill(spikes.masks, 0, (spikes.pixels * spikes.words) << 2);
  if (spikes.signs) memory.fill(spikes.signs, 0, (spikes.pixels * spikes.words) << 2);
  for (let pixel = 0; pixel <= spikes.pixels; pixel++) store<usize>(spikes.starts + (pixel << 2), spikes.events);
}

/** Before a block: the last row of the block before becomes row 0; its list too, where there is one. */
export function carryOver(spikes: Spikes, listed: bool): void {
  if (spikes.rows == 0) return;
  const maskBytes = (spikes.pixels * spikes.words) << 2;
  memory.copy(spikes.masks, spikes.masks + spikes.rows * maskBytes, maskBytes);
  if (spikes.signs) memory.copy(spikes.signs, spikes.signs + spikes.rows * maskBytes, maskBytes);
  if (!listed) return;
  const starts = spikes.starts;
  const last = starts + (spikes.rows * (spikes.pixels + 1) << 2);
  const from = load<usize>(last);
  memory.copy(spikes.events, from, load<usize>(last + (spikes.pixels << 2)) - from);
  const moved = from - spikes.events;
  for (let pixel = 0; pixel <= spikes.pixels; pixel++) {
    store<usize>(starts + (pixel << 2), load<usize>(last + (pixel << 2)) - moved);
  }
}

/** Lists the spikes of a block from its bits, and counts them: `counts` [step]. */
export function listSpikes(spikes: Spikes, steps: i32, counts: usize): void {
  spikes.rows = steps;
  if (spikes.listed) return countListed(spikes, steps, counts);
  if (spikes.signs) return listSigned(spikes, steps, counts);
  const pixels = spikes.pixels;
  const words = spikes.words;
  let mask = spikes.masks + ((pixels * words) << 2);
  let starts = spikes.starts + ((pixels + 1) << 2);
  let next = load<usize>(starts - 4);
  for (let step = 0; step < steps; step++) {
    const first = next;
    let neuron = 0;
    if (words == 1) {
      let pixel = 0;
      while (pixel < pixels) {
        // Four silent pixels at once: most are.
        if (pixel + 4 <= pixels && !v128.any_true(v128.load(mask))) {
          v128.store(starts, i32x4.splat(<i32>next));
          pixel += 4;
          mask += 16;
          starts += 16;
          neuron += spikes.channels << 2;
          continue;
        }
        store<usize>(starts, next);
        next = list(load<u32>(mask), neuron, next);
        pixel++;
        mask += 4;
        starts += 4;
        neuron += spikes.channels;
      }
    } else {
      for (let pixel = 0; pixel < pixels; pixel++, starts += 4, neuron += spikes.channels) {
        store<usize>(starts, next);
        for (let word = 0; word < words; word++, mask += 4) {
          next = list(load<u32>(mask), neuron + (word << 5), next);
        }
      }
    }
    store<usize>(starts, next);
    starts += 4;
    store<u32>(counts + (step << 2), <u32>(next - first) >> 2);
  }
}

/** Appends the neurons whose bits are set; returns the new end. Four without a question: most words have no more. */
// @ts-ignore: decorator
@inline
function list(bits: u32, neuron: i32, to: usize): usize {
  const end = to + (popcnt(bits) << 2);
  store<u32>(to, neuron + ctz(bits));
  bits &= bits - 1;
  store<u32>(to, neuron + ctz(bits), 4);
  bits &= bits - 1;
  store<u32>(to, neuron + ctz(bits), 8);
  bits &= bits - 1;
  store<u32>(to, neuron + ctz(bits), 12);
  bits &= bits - 1;
  for (to += 16; to < end; to += 4) {
    store<u32>(to, neuron + ctz(bits));
    bits &= bits - 1;
  }
  return end;
}

/** As `listSpikes` where some spikes are negative. */
function listSigned(spikes: Spikes, steps: i32, counts: usize): void {
  const toSigns = spikes.signs - spikes.masks;
  let mask = spikes.masks + ((spikes.pixels * spikes.words) << 2);
  let starts = spikes.starts + ((spikes.pixels + 1) << 2);
  let next = load<usize>(starts - 4);
  for (let step = 0; step < steps; step++) {
    const first = next;
    let neuron = 0;
    for (let pixel = 0; pixel < spikes.pixels; pixel++, starts += 4, neuron += spikes.channels) {
      store<usize>(starts, next);
      for (let word = 0; word < spikes.words; word++, mask += 4) {
        const signs = load<u32>(mask + toSigns);
        for (let bits = load<u32>(mask); bits; bits &= bits - 1, next += 4) {
          const channel = ctz(bits);
          store<u32>(next, (neuron + (word << 5) + channel) | (((signs >> channel) & 1) << 31));
        }
      }
    }
    store<usize>(starts, next);
    starts += 4;
    store<u32>(counts + (step << 2), <u32>(next - first) >> 2);
  }
}

/** Counts the spikes of a block that were listed at once. */
function countListed(spikes: Spikes, steps: i32, counts: usize): void {
  const rowBytes = (spikes.pixels + 1) << 2;
  let starts = spikes.starts + rowBytes;
  for (let step = 0; step < steps; step++, starts += rowBytes) {
    store<u32>(counts + (step << 2), (load<u32>(starts + rowBytes - 4) - load<u32>(starts)) >> 2);
  }
}

/** Counts the spikes of a block from its bits, without listing them. */
export function countSpikes(spikes: Spikes, steps: i32, counts: usize): void {
  spikes.rows = steps;
  const words = spikes.pixels * spikes.words;
  let mask = spikes.masks + (words << 2);
  for (let step = 0; step < steps; step++) {
    let count = 0;
    for (let word = 0; word < words; word++, mask += 4) count += popcnt(load<u32>(mask));
    store<u32>(counts + (step << 2), count);
  }
}

/** Synaptic operations of a block: `fanOut` [pixel] for every spike; `operations` [step]. */
export function countOperations(spikes: Spikes, steps: i32, fanOut: usize, operations: usize): void {
  if (spikes.listed) return countOperationsListed(spikes, steps, fanOut, operations);
  let mask = spikes.masks + ((spikes.pixels * spikes.words) << 2);
  for (let step = 0; step < steps; step++) {
    let sum: u64 = 0;
    for (let pixel = 0; pixel < spikes.pixels; pixel++) {
      let count: u32 = 0;
      for (let word = 0; word < spikes.words; word++, mask += 4) count += popcnt(load<u32>(mask));
      sum += (<u64>count) * load<u32>(fanOut + (pixel << 2));
    }
    store<f64>(operations + (step << 3), <f64>sum);
  }
}

function countOperationsListed(spikes: Spikes, steps: i32, fanOut: usize, operations: usize): void {
  let starts = spikes.starts + ((spikes.pixels + 1) << 2);
  for (let step = 0; step < steps; step++, starts += 4) {
    let sum: u64 = 0;
    for (let pixel = 0; pixel < spikes.pixels; pixel++, starts += 4) {
      sum += <u64>((load<u32>(starts, 4) - load<u32>(starts)) >> 2) * load<u32>(fanOut + (pixel << 2));
    }
    store<f64>(operations + (step << 3), <f64>sum);
  }
}
