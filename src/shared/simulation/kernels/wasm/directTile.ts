import { passes, reset } from './neuron';
import { Neurons, Rows } from './structs';
import { rowShift } from './tiles';

/**
 * One tile of one pixel over the listed steps, currents straight to the potential: the potentials stay in registers from step to step.
 * `offset`: bytes of the tile's first neuron; `mask`: address of its mask word in the first step's row.
 */
export function directTile<T>(
  neurons: Neurons,
  rows: Rows,
  weights: usize,
  offset: usize,
  within: usize,
  pixel: i32,
  steps: i32,
  mask: usize,
  record: usize,
): void {
  const maskBytes = <usize>((neurons.spikes.pixels * neurons.spikes.words) << 2);
  const recordBytes = <usize>(neurons.spikes.pixels * neurons.pixelBytes);
  const atLeast = neurons.atLeast;
  const toZero = neurons.toZero;
  const bounded = neurons.lowerBound > -Infinity;
  const bound = f32x4.splat(neurons.lowerBound);
  const constant = neurons.constant ? neurons.constant + pixel * neurons.constantStride + within : 0;
  const threshold = neurons.threshold + pixel * neurons.thresholdStride + within;
  const ends = rows.ends;
  const shift = rowShift<T>();
  const at = neurons.potential + offset;
  const zero = f32x4.splat(0);
  let v0 = v128.load(at);
  let v1 = zero, v2 = zero, v3 = zero, v4 = zero, v5 = zero, v6 = zero, v7 = zero;
  if (sizeof<T>() > 1) v1 = v128.load(at, 16);
  if (sizeof<T>() > 2) {
    v2 = v128.load(at, 32);
    v3 = v128.load(at, 48);
  }
  if (sizeof<T>() > 4) {
    v4 = v128.load(at, 64);
    v5 = v128.load(at, 80);
    v6 = v128.load(at, 96);
    v7 = v128.load(at, 112);
  }
  let entry = rows.list;
  for (let step = 0; step < steps; step++) {
    if (constant) {
      v0 = f32x4.add(v0, v128.load(constant));
      if (sizeof<T>() > 1) v1 = f32x4.add(v1, v128.load(constant, 16));
      if (sizeof<T>() > 2) {
        v2 = f32x4.add(v2, v128.load(constant, 32));
        v3 = f32x4.add(v3, v128.load(constant, 48));
      }
      if (sizeof<T>() > 4) {
        v4 = f32x4.add(v4, v128.load(constant, 64));
        v5 = f32x4.add(v5, v128.load(constant, 80));
        v6 = f32x4.add(v6, v128.load(constant, 96));
        v7 = f32x4.add(v7, v128.load(constant, 112));
      }
    }
    // Two rows a turn, in order; the list has an even length.
    for (const end = load<usize>(ends + (step << 2)); entry < end; entry += 8) {
      const a = weights + (load<usize>(entry) >> shift);
      const b = weights + (load<usize>(entry, 4) >> shift);
      v0 = f32x4.add(f32x4.add(v0, v128.load(a)), v128.load(b));
      if (sizeof<T>() > 1) v1 = f32x4.add(f32x4.add(v1, v128.load(a, 16)), v128.load(b, 16));
      if (sizeof<T>() > 2) {
        v2 = f32x4.add(f32x4.add(v2, v128.load(a, 32)), v128.load(b, 32));
        v3 = f32x4.add(f32x4.add(v3, v128.load(a, 48)), v128.load(b, 48));
      }
      if (sizeof<T>() > 4) {
        v4 = f32x4.add(f32x4.add(v4, v128.load(a, 64)), v128.load(b, 64));
        v5 = f32x4.add(f32x4.add(v5, v128.load(a, 80)), v128.load(b, 80));
        v6 = f32x4.add(f32x4.add(v6, v128.load(a, 96)), v128.load(b, 96));
        v7 = f32x4.add(f32x4.add(v7, v128.load(a, 112)), v128.load(b, 112));
      }
    }
    if (bounded) {
      v0 = f32x4.max(v0, bound);
      if (sizeof<T>() > 1) v1 = f32x4.max(v1, bound);
      if (sizeof<T>() > 2) {
        v2 = f32x4.max(v2, bound);
        v3 = f32x4.max(v3, bound);
      }
      if (sizeof<T>() > 4) {
        v4 = f32x4.max(v4, bound);
        v5 = f32x4.max(v5, bound);
        v6 = f32x4.max(v6, bound);
        v7 = f32x4.max(v7, bound);
      }
    }
    const t0 = v128.load(threshold);
    const f0 = passes(v0, t0, atLeast);
    v0 = reset(v0, f0, t0, toZero);
    let fired = <u32>i32x4.bitmask(f0);
    if (sizeof<T>() > 1) {
      const t1 = v128.load(threshold, 16);
      const f1 = passes(v1, t1, atLeast);
      v1 = reset(v1, f1, t1, toZero);
      fired |= (<u32>i32x4.bitmask(f1)) << 4;
    }
    if (sizeof<T>() > 2) {
      const t2 = v128.load(threshold, 32), t3 = v128.load(threshold, 48);
      const f2 = passes(v2, t2, atLeast), f3 = passes(v3, t3, atLeast);
      v2 = reset(v2, f2, t2, toZero);
      v3 = reset(v3, f3, t3, toZero);
      fired |= (<u32>i32x4.bitmask(f2) << 8) | (<u32>i32x4.bitmask(f3) << 12);
    }
    if (sizeof<T>() > 4) {
      const t4 = v128.load(threshold, 64), t5 = v128.load(threshold, 80);
      const t6 = v128.load(threshold, 96), t7 = v128.load(threshold, 112);
      const f4 = passes(v4, t4, atLeast), f5 = passes(v5, t5, atLeast);
      const f6 = passes(v6, t6, atLeast), f7 = passes(v7, t7, atLeast);
      v4 = reset(v4, f4, t4, toZero);
      v5 = reset(v5, f5, t5, toZero);
      v6 = reset(v6, f6, t6, toZero);
      v7 = reset(v7, f7, t7, toZero);
      fired |= (<u32>i32x4.bitmask(f4) << 16) | (<u32>i32x4.bitmask(f5) << 20);
      fired |= (<u32>i32x4.bitmask(f6) << 24) | (<u32>i32x4.bitmask(f7) << 28);
    }
    store<u32>(mask, fired);
    mask += maskBytes;
    if (record) {
      v128.store(record, v0);
      if (sizeof<T>() > 1) v128.store(record, v1, 16);
      if (sizeof<T>() > 2) {
        v128.store(record, v2, 32);
        v128.store(record, v3, 48);
      }
      if (sizeof<T>() > 4) {
        v128.store(record, v4, 64);
        v128.store(record, v5, 80);
        v128.store(record, v6, 96);
        v128.store(record, v7, 112);
      }
      record += recordBytes;
    }
  }
  v128.store(at, v0);
  if (sizeof<T>() > 1) v128.store(at, v1, 16);
  if (sizeof<T>() > 2) {
    v128.store(at, v2, 32);
    v128.store(at, v3, 48);
  }
  if (sizeof<T>() > 4) {
    v128.store(at, v4, 64);
    v128.store(at, v5, 80);
    v128.store(at, v6, 96);
    v128.store(at, v7, 112);
  }
}
