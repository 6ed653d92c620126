import { Code, Neurons } from './structs';

// `rule` of a `Code`; 0 is `binary`.
const burst = 1;
const signed = 2;

/** A negative spike needs a potential below −0.001 thresholds, so that rounding alone makes none. */
const signedMargin: f32 = 1e-3;

/** Bound, threshold, spikes and reset of a step, by the rules of a `Code`. */
export function endCoded(neurons: Neurons, code: Code, step: i32, sampleStep: i32): void {
  const spikes = neurons.spikes;
  const bound = f32x4.splat(neurons.lowerBound);
  const thresholdFactor: f32 = code.thresholds ? load<f32>(code.thresholds + (sampleStep << 2)) : 1;
  const resetFactor: f32 = code.thresholds ? load<f32>(code.resets + (sampleStep << 2)) : 1;
  const row = <usize>(((step + 1) * spikes.pixels * spikes.words) << 2);
  let mask = spikes.masks + row;
  let signs = spikes.signs ? spikes.signs + row : 0;
  let starts = spikes.starts + ((step + 1) * (spikes.pixels + 1) << 2);
  let next = spikes.listed ? load<usize>(starts - 4) : 0;
  let offset: usize = 0;
  let neuron = 0;
  for (let pixel = 0; pixel < spikes.pixels; pixel++, neuron += spikes.channels) {
    if (spikes.listed) {
      store<usize>(starts, next);
      starts += 4;
    }
    const threshold = neurons.threshold + pixel * neurons.thresholdStride;
    let positiveBits: u32 = 0;
    let negativeBits: u32 = 0;
    for (let within: usize = 0; within < <usize>neurons.pixelBytes; within += 16, offset += 16) {
      const at = neurons.potential + offset;
      const v = f32x4.pmax(v128.load(at), bound);
      const own = v128.load(threshold + within);
      const limit = f32x4.mul(own, f32x4.splat(thresholdFactor));
      const passes = neurons.floor != 0 ? f32x4.ge(v, limit) : f32x4.gt(v, limit);
      let fires = passes;
      let rests = i32x4.splat(0);
      if (code.resting) {
        rests = v128.any_true(v128.load(code.resting + offset)) ? i32x4.gt_s(v128.load(code.resting + offset), rests) : rests;
        fires = v128.andnot(fires, rests);
      }
      if (code.once) fires = v128.and(fires, i32x4.eq(v128.load(code.sent + offset), i32x4.splat(0)));
      let retracts = i32x4.splat(0);
      if (code.rule == signed && !code.once) {
        const below = f32x4.le(v, f32x4.neg(f32x4.mul(f32x4.splat(signedMargin), limit)));
        const owes = i32x4.gt_s(v128.load(code.sent + offset), i32x4.splat(0));
        retracts = v128.andnot(v128.andnot(v128.and(below, owes), passes), rests);
      }
      const spiking = v128.or(fires, retracts);
      let kept = v;
      if (v128.any_true(spiking)) {
        let count = f32x4.splat(1);
        if (code.rule == burst) {
          const whole = f32x4.floor(f32x4.div(v, limit));
          count = f32x4.max(count, f32x4.min(f32x4.splat(code.limit), whole));
        }
        count = v128.bitselect(f32x4.splat(-1), count, retracts);
        const taken = f32x4.mul(own, f32x4.splat(resetFactor));
        const left = neurons.kept ? f32x4.sub(v, f32x4.mul(count, taken)) : f32x4.splat(0);
        kept = v128.bitselect(left, v, spiking);
        if (code.sent) {
          const counted = i32x4.trunc_sat_f32x4_s(v128.and(count, spiking));
          v128.store(code.sent + offset, i32x4.add(v128.load(code.sent + offset), counted));
        }
        if (spikes.listed) next = list(v128.and(count, spiking), neuron + <i32>(within >> 2), next);
      }
      if (code.resting) {
        kept = v128.bitselect(v128.load(code.before + offset), kept, rests);
        const left = i32x4.add(v128.load(code.resting + offset), rests);
        v128.store(code.resting + offset, v128.bitselect(i32x4.splat(code.refractory), left, spiking));
      }
      v128.store(at, kept);
      const shift = <u32>(within >> 2) & 31;
      positiveBits |= <u32>i32x4.bitmask(fires) << shift;
      negativeBits |= <u32>i32x4.bitmask(retracts) << shift;
      if (shift == 28 || within + 16 == <usize>neurons.pixelBytes) {
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
  if (spikes.listed) store<usize>(starts, next);
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
