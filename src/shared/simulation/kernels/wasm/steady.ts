import { bitsOfSixteen, passes, reset } from './neuron';
import { Neurons } from './structs';

/**
 * Integrates a population in which every step adds the same and no spikes arrive (the first layer under constant current): sixteen
 * neurons at a time, their potentials in registers for the whole block. For pixels of whole sixteens of lanes, without record.
 */
export function integrateSteady(neurons: Neurons, steps: i32): void {
  const spikes = neurons.spikes;
  const bound = f32x4.splat(neurons.lowerBound);
  const floor = f32x4.splat(neurons.floor);
  const kept = i32x4.splat(neurons.kept);
  const maskBytes = (spikes.pixels * spikes.words) << 2;
  for (let pixel = 0; pixel < spikes.pixels; pixel++) {
    const masks = spikes.masks + maskBytes + ((pixel * spikes.words) << 2);
    for (let within = 0; within < neurons.pixelBytes; within += 64) {
      const at = neurons.potential + pixel * neurons.pixelBytes + within;
      const constant = neurons.constant + pixel * neurons.constantStride + within;
      const threshold = neurons.threshold + pixel * neurons.thresholdStride + within;
      const c0 = v128.load(constant), c1 = v128.load(constant, 16);
      const c2 = v128.load(constant, 32), c3 = v128.load(constant, 48);
      let v0 = v128.load(at), v1 = v128.load(at, 16), v2 = v128.load(at, 32), v3 = v128.load(at, 48);
      let mask = masks + (within >> 5);
      for (let step = 0; step < steps; step++) {
        v0 = f32x4.pmax(f32x4.add(v0, c0), bound);
        v1 = f32x4.pmax(f32x4.add(v1, c1), bound);
        v2 = f32x4.pmax(f32x4.add(v2, c2), bound);
        v3 = f32x4.pmax(f32x4.add(v3, c3), bound);
        const e0 = f32x4.sub(v0, v128.load(threshold)), e1 = f32x4.sub(v1, v128.load(threshold, 16));
        const e2 = f32x4.sub(v2, v128.load(threshold, 32)), e3 = f32x4.sub(v3, v128.load(threshold, 48));
        const f0 = passes(e0, floor), f1 = passes(e1, floor), f2 = passes(e2, floor), f3 = passes(e3, floor);
        v0 = reset(v0, e0, f0, kept);
        v1 = reset(v1, e1, f1, kept);
        v2 = reset(v2, e2, f2, kept);
        v3 = reset(v3, e3, f3, kept);
        store<u16>(mask, bitsOfSixteen(f0, f1, f2, f3));
        mask += maskBytes;
      }
      v128.store(at, v0);
      v128.store(at, v1, 16);
      v128.store(at, v2, 32);
      v128.store(at, v3, 48);
    }
  }
}
