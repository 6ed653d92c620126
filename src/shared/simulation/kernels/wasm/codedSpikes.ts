import { Code, Neurons } from './structs';

// `rule` of a `Code`; 0 is `binary`.
const burst = 1;
export const signed = 2;

/** Bound, threshold, spikes and reset of a step, by the rules of a `Code`. */
export function endCoded(neurons: Neurons, code: Code, step: i32, sampleStep: i32): void {
  const spikes = neurons.spikes;
  const bound = f32x4.splat(neurons.lowerBound);
  const thresholdFactor: f32 = code.thresholds ? load<f32>(code.thresholds + (sampleStep << 2)) : 1;
  const resetFactor: f32 = code.thresholds ? load<f32>(code.resets + (sampleStep << 2)) : 1;
  // Fields that the loop reads, since it writes memory and would load them anew.
  const listed = spikes.listed != 0;
  const resting = code.resting;
  const sent = code.sent;
  const once = code.once != 0;
  const isSigned = code.rule == signed && !once;
  const isBurst = code.rule == burst;
  const atLeast = neurons.floor != 0;
  const subtracts = neurons.kept != 0;
  const potential = neurons.potential;
  const before = code.before;
  const pixelBytes = <usize>neurons.pixelBytes;
  const pixels = spikes.pixels;
  const channels = spikes.channels;
  const thresholdStride = neurons.thresholdStride;
  const margin = f32x4.splat(code.margin);
  const free = i32x4.splat(code.free);
  const infinite = f32x4.splat(Infinity);
  const mostSpikes = f32x4.splat(code.limit);
  const thresholdFactors = f32x4.splat(thresholdFactor);
  const resetFactors = f32x4.splat(resetFactor);
  const restsAfter = i32x4.splat(code.refractory);
  const row = <usize>(((step + 1) * spikes.pixels * spikes.words) << 2);
  let mask = spikes.masks + row;
  let signs = spikes.signs ? spikes.signs + row : 0;
  let starts = spikes.starts + ((step + 1) * (spikes.pixels + 1) << 2);
  let next = listed ? load<usize>(starts - 4) : 0;
  let offset: usize = 0;
  let neuron = 0;
  for (let pixel = 0; pixel < pixels; pixel++, neuron += channels) {
    if (listed) {
      store<usize>(starts, next);
      starts += 4;
    }
    const threshold = neurons.threshold + pixel * thresholdStride;
    let positiveBits: u32 = 0;
    let negativeBits: u32 = 0;
    for (let within: usize = 0; within < pixelBytes; within += 16, offset += 16) {
      const at = potential + offset;
      const v = f32x4.pmax(v128.load(at), bound);
      const own = v128.load(threshold + within);
      const limit = f32x4.mul(own, thresholdFactors);
      const passes = atLeast ? f32x4.ge(v, limit) : f32x4.gt(v, limit);
      let fires = passes;
      let rests = i32x4.splat(0);
      if (resting) {
        rests = i32x4.gt_s(v128.load(resting + offset), rests);
        fires = v128.andnot(fires, rests);
      }
      if (once) fires = v128.and(fires, i32x4.eq(v128.load(sent + offset), i32x4.splat(0)));
      let retracts = i32x4.splat(0);
      if (isSigned) {
        const below = f32x4.le(v, f32x4.neg(f32x4.mul(margin, limit)));
        const owes = v128.or(i32x4.gt_s(v128.load(sent + offset), i32x4.splat(0)), v128.and(free, f32x4.lt(limit, infinite)));
        retracts = v128.andnot(v128.andnot(v128.and(below, owes), passes), rests);
      }
      const spiking = v128.or(fires, retracts);
      let kept = v;
      if (v128.any_true(spiking)) {
        let count = f32x4.splat(1);
        if (isBurst) {
          const whole = f32x4.floor(f32x4.div(v, limit));
          count = f32x4.max(count, f32x4.min(mostSpikes, whole));
        }
        count = v128.bitselect(f32x4.splat(-1), count, retracts);
        const taken = f32x4.mul(own, resetFactors);
        const left = subtracts ? f32x4.sub(v, f32x4.mul(count, taken)) : f32x4.splat(0);
        kept = v128.bitselect(left, v, spiking);
        if (sent) {
          const counted = i32x4.trunc_sat_f32x4_s(v128.and(count, spiking));
          v128.store(sent + offset, i32x4.add(v128.load(sent + offset), counted));
        }
        if (listed) next = list(v128.and(count, spiking), neuron + <i32>(within >> 2), next);
      }
      if (resting) {
        kept = v128.bitselect(v128.load(before + offset), kept, rests);
        const left = i32x4.add(v128.load(resting + offset), rests);
        v128.store(resting + offset, v128.bitselect(restsAfter, left, spiking));
      }
      v128.store(at, kept);
      const shift = <u32>(within >> 2) & 31;
      positiveBits |= <u32>i32x4.bitmask(fires) << shift;
      negativeBits |= <u32>i32x4.bitmask(retracts) << shift;
      if (shift == 28 || within + 16 == pixelBytes) {
        store<u32>(mask, positiveBits | negativeBits);
        mask += 4;
        if (signs) {
          store<u32>(signs, negativeBits);
          signs += 4;
        }
        positiveBits = 0;
        negativeBits = 0;
      }
    }
  }
  if (listed) store<usize>(starts, next);
}

/** Lists as many spikes of each of four neurons as `counts` says. */
function list(counts: v128, neuron: i32, next: usize): usize {
  next = repeat(<i32>f32x4.extract_lane(counts, 0), neuron, next);
  next = repeat(<i32>f32x4.extract_lane(counts, 1), neuron + 1, next);
  next = repeat(<i32>f32x4.extract_lane(counts, 2), neuron + 2, next);
  return repeat(<i32>f32x4.extract_lane(counts, 3), neuron + 3, next);
}

// @ts-ignore: decorator
@inline
function repeat(count: i32, neuron: i32, next: usize): usize {
  for (; count > 0; count--, next += 4) store<u32>(next, neuron);
  return next;
}
