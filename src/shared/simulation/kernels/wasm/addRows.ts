import { rowShift } from './tiles';

/**
 * Adds the listed weight rows to a tile, in the order of the list: the loop in which the time goes. The tile stays in registers; four rows
 * a turn, so the list's length is a multiple of four. Nothing else happens here, or V8 orders the additions so that they spill.
 */
export function addRows<T>(into: usize, weights: usize, entry: usize, end: usize, constant: usize, decay: f32): void {
  const shift = rowShift<T>();
  const zero = f32x4.splat(0);
  let v0 = v128.load(into);
  let v1 = zero, v2 = zero, v3 = zero, v4 = zero, v5 = zero, v6 = zero, v7 = zero;
  if (sizeof<T>() > 1) v1 = v128.load(into, 16);
  if (sizeof<T>() > 2) {
    v2 = v128.load(into, 32);
    v3 = v128.load(into, 48);
  }
  if (sizeof<T>() > 4) {
    v4 = v128.load(into, 64);
    v5 = v128.load(into, 80);
    v6 = v128.load(into, 96);
    v7 = v128.load(into, 112);
  }
  if (decay != 1) {
    const factor = f32x4.splat(decay);
    v0 = f32x4.mul(v0, factor);
    if (sizeof<T>() > 1) v1 = f32x4.mul(v1, factor);
    if (sizeof<T>() > 2) {
      v2 = f32x4.mul(v2, factor);
      v3 = f32x4.mul(v3, factor);
    }
    if (sizeof<T>() > 4) {
      v4 = f32x4.mul(v4, factor);
      v5 = f32x4.mul(v5, factor);
      v6 = f32x4.mul(v6, factor);
      v7 = f32x4.mul(v7, factor);
    }
  }
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
  for (; entry < end; entry += 16) {
    const a = weights + (load<usize>(entry) >> shift);
    const b = weights + (load<usize>(entry, 4) >> shift);
    const c = weights + (load<usize>(entry, 8) >> shift);
    const d = weights + (load<usize>(entry, 12) >> shift);
    v0 = addFour(v0, v128.load(a), v128.load(b), v128.load(c), v128.load(d));
    if (sizeof<T>() > 1) v1 = addFour(v1, v128.load(a, 16), v128.load(b, 16), v128.load(c, 16), v128.load(d, 16));
    if (sizeof<T>() > 2) {
      v2 = addFour(v2, v128.load(a, 32), v128.load(b, 32), v128.load(c, 32), v128.load(d, 32));
      v3 = addFour(v3, v128.load(a, 48), v128.load(b, 48), v128.load(c, 48), v128.load(d, 48));
    }
    if (sizeof<T>() > 4) {
      v4 = addFour(v4, v128.load(a, 64), v128.load(b, 64), v128.load(c, 64), v128.load(d, 64));
      v5 = addFour(v5, v128.load(a, 80), v128.load(b, 80), v128.load(c, 80), v128.load(d, 80));
      v6 = addFour(v6, v128.load(a, 96), v128.load(b, 96), v128.load(c, 96), v128.load(d, 96));
      v7 = addFour(v7, v128.load(a, 112), v128.load(b, 112), v128.load(c, 112), v128.load(d, 112));
    }
  }
  v128.store(into, v0);
  if (sizeof<T>() > 1) v128.store(into, v1, 16);
  if (sizeof<T>() > 2) {
    v128.store(into, v2, 32);
    v128.store(into, v3, 48);
  }
  if (sizeof<T>() > 4) {
    v128.store(into, v4, 64);
    v128.store(into, v5, 80);
    v128.store(into, v6, 96);
    v128.store(into, v7, 112);
  }
}

// @ts-ignore: decorator
@inline
function addFour(sum: v128, a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.add(f32x4.add(f32x4.add(f32x4.add(sum, a), b), c), d);
}
