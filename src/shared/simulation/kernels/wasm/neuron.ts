import { Neurons } from './structs';

// What the neurons of a tile do at the beginning and at the end of a step, apart from what their synapses add. A tile is a run of a
// pixel's channels: 32, or what is left of them, padded. `vectors`: of four lanes; `offset`: bytes of the tile in the population;
// `within`: bytes in the pixel.

/** Before the synapses: decay of exponential currents, then what every step adds alike. */
export function beginTile(neurons: Neurons, pixel: i32, offset: usize, within: usize, vectors: i32): void {
  const constant = neurons.constant ? neurons.constant + pixel * neurons.constantStride + within : 0;
  if (neurons.current) {
    const decay = f32x4.splat(neurons.decay);
    const at = neurons.current + offset;
    for (let byte: usize = 0, end: usize = vectors << 4; byte < end; byte += 16) {
      let current = f32x4.mul(v128.load(at + byte), decay);
      if (constant) current = f32x4.add(current, v128.load(constant + byte));
      v128.store(at + byte, current);
    }
  } else if (constant) {
    const at = neurons.potential + offset;
    for (let byte: usize = 0, end: usize = vectors << 4; byte < end; byte += 16) {
      v128.store(at + byte, f32x4.add(v128.load(at + byte), v128.load(constant + byte)));
    }
  }
}

/** After the synapses: exponential current, bound, threshold, reset. Returns the spikes as bits. `record`: see `Neurons`, or 0. */
export function endTile(
  neurons: Neurons,
  pixel: i32,
  offset: usize,
  within: usize,
  vectors: i32,
  record: usize,
): u32 {
  const at = neurons.potential + offset;
  const end: usize = vectors << 4;
  if (neurons.current) addCurrent(neurons, pixel, offset, within, end);
  const threshold = neurons.threshold + pixel * neurons.thresholdStride + within;
  const bound = f32x4.splat(neurons.lowerBound);
  const floor = f32x4.splat(neurons.floor);
  const kept = i32x4.splat(neurons.kept);
  let fired: u32 = 0;
  if (vectors >= 4) {
    fired = endSixteen(at, threshold, bound, floor, kept);
    if (vectors == 8) fired |= endSixteen(at + 64, threshold + 64, bound, floor, kept) << 16;
  } else {
    fired = i32x4.bitmask(endFour(at, threshold, bound, floor, kept));
    if (vectors == 2) fired |= i32x4.bitmask(endFour(at + 16, threshold + 16, bound, floor, kept)) << 4;
  }
  if (record) memory.copy(record, at, end);
  return fired;
}

// @ts-ignore: decorator
@inline
function endSixteen(at: usize, threshold: usize, bound: v128, floor: v128, kept: v128): u32 {
  return bitsOfSixteen(
    endFour(at, threshold, bound, floor, kept),
    endFour(at + 16, threshold + 16, bound, floor, kept),
    endFour(at + 32, threshold + 32, bound, floor, kept),
    endFour(at + 48, threshold + 48, bound, floor, kept),
  );
}

// @ts-ignore: decorator
@inline
function endFour(at: usize, threshold: usize, bound: v128, floor: v128, kept: v128): v128 {
  const v = f32x4.pmax(v128.load(at), bound);
  const excess = f32x4.sub(v, v128.load(threshold));
  const fires = passes(excess, floor);
  v128.store(at, reset(v, excess, fires, kept));
  return fires;
}

/**
 * All ones where a neuron fires. The sign of a rounded difference is that of the true one, so the excess, v − threshold, decides: `floor`
 * is 0 for v > threshold, the largest negative number for v ≥ threshold.
 */
// @ts-ignore: decorator
@inline
export function passes(excess: v128, floor: v128): v128 {
  return f32x4.gt(excess, floor);
}

/** The potential after the reset: `kept` is all ones where a spike leaves the excess, 0 where it leaves nothing. */
// @ts-ignore: decorator
@inline
export function reset(v: v128, excess: v128, fires: v128, kept: v128): v128 {
  return v128.bitselect(v128.and(excess, kept), v, fires);
}

/** The lanes of four masks as bits. */
// @ts-ignore: decorator
@inline
export function bitsOfSixteen(a: v128, b: v128, c: v128, d: v128): u32 {
  return i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d)));
}

function addCurrent(neurons: Neurons, pixel: i32, offset: usize, within: usize, end: usize): void {
  const at = neurons.potential + offset;
  const current = neurons.current + offset;
  const bias = neurons.bias ? neurons.bias + pixel * neurons.biasStride + within : 0;
  for (let byte: usize = 0; byte < end; byte += 16) {
    let v = v128.load(at + byte);
    if (bias) v = f32x4.add(v, v128.load(bias + byte));
    v128.store(at + byte, f32x4.add(v, v128.load(current + byte)));
  }
}
