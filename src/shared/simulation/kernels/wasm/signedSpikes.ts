import { Code, Neurons } from './structs';

/** As `endCoded` for signed spikes without a clock or rest, and without its questions: most signed networks have no more. */
export function endSigned(neurons: Neurons, code: Code, step: i32): void {
  const spikes = neurons.spikes;
  const bound = f32x4.splat(neurons.lowerBound);
  const margin = f32x4.splat(-code.margin);
  const free = i32x4.splat(code.free);
  const infinite = f32x4.splat(Infinity);
  const atLeast = neurons.floor != 0;
  const kept = i32x4.splat(neurons.kept);
  const zero = i32x4.splat(0);
  const toSent = code.sent - neurons.potential;
  const toSigns = spikes.signs - spikes.masks;
  const pixelBytes = <usize>neurons.pixelBytes;
  const pixels = spikes.pixels;
  const thresholdStride = neurons.thresholdStride;
  let threshold = neurons.threshold;
  let mask = spikes.masks + (((step + 1) * pixels * spikes.words) << 2);
  let at = neurons.potential;
  for (let pixel = 0; pixel < pixels; pixel++, threshold += thresholdStride) {
    let within: usize = 0;
    while (within < pixelBytes) {
      const end = min(pixelBytes, within + 128);
      let positiveBits: u32 = 0;
      let negativeBits: u32 = 0;
      for (let shift: u32 = 0; within < end; within += 16, at += 16, shift += 4) {
        const v = f32x4.pmax(v128.load(at), bound);
        const limit = v128.load(threshold + within);
        const sent = v128.load(at + toSent);
        const fires = atLeast ? f32x4.ge(v, limit) : f32x4.gt(v, limit);
        const below = v128.and(f32x4.le(v, f32x4.mul(margin, limit)), v128.or(i32x4.gt_s(sent, zero), v128.and(free, f32x4.lt(limit, infinite))));
        const retracts = v128.andnot(below, fires);
        const taken = v128.bitselect(limit, f32x4.neg(limit), fires);
        const left = v128.and(f32x4.sub(v, taken), kept);
        v128.store(at, v128.bitselect(left, v, v128.or(fires, retracts)));
        v128.store(at + toSent, i32x4.add(i32x4.sub(sent, fires), retracts));
        positiveBits |= <u32>i32x4.bitmask(fires) << shift;
        negativeBits |= <u32>i32x4.bitmask(retracts) << shift;
      }
      store<u32>(mask, positiveBits | negativeBits);
      store<u32>(mask + toSigns, negativeBits);
      mask += 4;
    }
  }
}
