// Loops that were tried and are not in the product; see docs/decisions/0012. Each adds listed weight rows to a tile.

/** Single precision, 32 channels in eight vectors: the product's loop. */
export function add32(into: usize, weights: usize, entry: usize, end: usize): void {
  let v0 = v128.load(into, 0);
  let v1 = v128.load(into, 16);
  let v2 = v128.load(into, 32);
  let v3 = v128.load(into, 48);
  let v4 = v128.load(into, 64);
  let v5 = v128.load(into, 80);
  let v6 = v128.load(into, 96);
  let v7 = v128.load(into, 112);
  for (; entry < end; entry += 16) {
    const a = weights + load<usize>(entry, 0);
    const b = weights + load<usize>(entry, 4);
    const c = weights + load<usize>(entry, 8);
    const d = weights + load<usize>(entry, 12);
    v0 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v0, v128.load(a, 0)), v128.load(b, 0)), v128.load(c, 0)), v128.load(d, 0));
    v1 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v1, v128.load(a, 16)), v128.load(b, 16)), v128.load(c, 16)), v128.load(d, 16));
    v2 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v2, v128.load(a, 32)), v128.load(b, 32)), v128.load(c, 32)), v128.load(d, 32));
    v3 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v3, v128.load(a, 48)), v128.load(b, 48)), v128.load(c, 48)), v128.load(d, 48));
    v4 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v4, v128.load(a, 64)), v128.load(b, 64)), v128.load(c, 64)), v128.load(d, 64));
    v5 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v5, v128.load(a, 80)), v128.load(b, 80)), v128.load(c, 80)), v128.load(d, 80));
    v6 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v6, v128.load(a, 96)), v128.load(b, 96)), v128.load(c, 96)), v128.load(d, 96));
    v7 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v7, v128.load(a, 112)), v128.load(b, 112)), v128.load(c, 112)), v128.load(d, 112));
  }
  v128.store(into, v0, 0);
  v128.store(into, v1, 16);
  v128.store(into, v2, 32);
  v128.store(into, v3, 48);
  v128.store(into, v4, 64);
  v128.store(into, v5, 80);
  v128.store(into, v6, 96);
  v128.store(into, v7, 112);
}

/** Single precision, 64 channels in sixteen vectors. */
export function add64(into: usize, weights: usize, entry: usize, end: usize): void {
  let v0 = v128.load(into, 0);
  let v1 = v128.load(into, 16);
  let v2 = v128.load(into, 32);
  let v3 = v128.load(into, 48);
  let v4 = v128.load(into, 64);
  let v5 = v128.load(into, 80);
  let v6 = v128.load(into, 96);
  let v7 = v128.load(into, 112);
  let v8 = v128.load(into, 128);
  let v9 = v128.load(into, 144);
  let v10 = v128.load(into, 160);
  let v11 = v128.load(into, 176);
  let v12 = v128.load(into, 192);
  let v13 = v128.load(into, 208);
  let v14 = v128.load(into, 224);
  let v15 = v128.load(into, 240);
  for (; entry < end; entry += 8) {
    const a = weights + load<usize>(entry, 0);
    const b = weights + load<usize>(entry, 4);
    v0 = f32x4.add(f32x4.add(v0, v128.load(a, 0)), v128.load(b, 0));
    v1 = f32x4.add(f32x4.add(v1, v128.load(a, 16)), v128.load(b, 16));
    v2 = f32x4.add(f32x4.add(v2, v128.load(a, 32)), v128.load(b, 32));
    v3 = f32x4.add(f32x4.add(v3, v128.load(a, 48)), v128.load(b, 48));
    v4 = f32x4.add(f32x4.add(v4, v128.load(a, 64)), v128.load(b, 64));
    v5 = f32x4.add(f32x4.add(v5, v128.load(a, 80)), v128.load(b, 80));
    v6 = f32x4.add(f32x4.add(v6, v128.load(a, 96)), v128.load(b, 96));
    v7 = f32x4.add(f32x4.add(v7, v128.load(a, 112)), v128.load(b, 112));
    v8 = f32x4.add(f32x4.add(v8, v128.load(a, 128)), v128.load(b, 128));
    v9 = f32x4.add(f32x4.add(v9, v128.load(a, 144)), v128.load(b, 144));
    v10 = f32x4.add(f32x4.add(v10, v128.load(a, 160)), v128.load(b, 160));
    v11 = f32x4.add(f32x4.add(v11, v128.load(a, 176)), v128.load(b, 176));
    v12 = f32x4.add(f32x4.add(v12, v128.load(a, 192)), v128.load(b, 192));
    v13 = f32x4.add(f32x4.add(v13, v128.load(a, 208)), v128.load(b, 208));
    v14 = f32x4.add(f32x4.add(v14, v128.load(a, 224)), v128.load(b, 224));
    v15 = f32x4.add(f32x4.add(v15, v128.load(a, 240)), v128.load(b, 240));
  }
  v128.store(into, v0, 0);
  v128.store(into, v1, 16);
  v128.store(into, v2, 32);
  v128.store(into, v3, 48);
  v128.store(into, v4, 64);
  v128.store(into, v5, 80);
  v128.store(into, v6, 96);
  v128.store(into, v7, 112);
  v128.store(into, v8, 128);
  v128.store(into, v9, 144);
  v128.store(into, v10, 160);
  v128.store(into, v11, 176);
  v128.store(into, v12, 192);
  v128.store(into, v13, 208);
  v128.store(into, v14, 224);
  v128.store(into, v15, 240);
}

/** 16-bit integers with saturation, 64 channels in eight vectors. */
export function addInt16(into: usize, weights: usize, entry: usize, end: usize): void {
  let v0 = v128.load(into, 0);
  let v1 = v128.load(into, 16);
  let v2 = v128.load(into, 32);
  let v3 = v128.load(into, 48);
  let v4 = v128.load(into, 64);
  let v5 = v128.load(into, 80);
  let v6 = v128.load(into, 96);
  let v7 = v128.load(into, 112);
  for (; entry < end; entry += 16) {
    const a = weights + load<usize>(entry, 0);
    const b = weights + load<usize>(entry, 4);
    const c = weights + load<usize>(entry, 8);
    const d = weights + load<usize>(entry, 12);
    v0 = i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(v0, v128.load(a, 0)), v128.load(b, 0)), v128.load(c, 0)), v128.load(d, 0));
    v1 = i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(v1, v128.load(a, 16)), v128.load(b, 16)), v128.load(c, 16)), v128.load(d, 16));
    v2 = i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(v2, v128.load(a, 32)), v128.load(b, 32)), v128.load(c, 32)), v128.load(d, 32));
    v3 = i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(v3, v128.load(a, 48)), v128.load(b, 48)), v128.load(c, 48)), v128.load(d, 48));
    v4 = i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(v4, v128.load(a, 64)), v128.load(b, 64)), v128.load(c, 64)), v128.load(d, 64));
    v5 = i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(v5, v128.load(a, 80)), v128.load(b, 80)), v128.load(c, 80)), v128.load(d, 80));
    v6 = i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(v6, v128.load(a, 96)), v128.load(b, 96)), v128.load(c, 96)), v128.load(d, 96));
    v7 = i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(i16x8.add_sat_s(v7, v128.load(a, 112)), v128.load(b, 112)), v128.load(c, 112)), v128.load(d, 112));
  }
  v128.store(into, v0, 0);
  v128.store(into, v1, 16);
  v128.store(into, v2, 32);
  v128.store(into, v3, 48);
  v128.store(into, v4, 64);
  v128.store(into, v5, 80);
  v128.store(into, v6, 96);
  v128.store(into, v7, 112);
}

/**
 * Two steps per weight row: 16 channels of two steps in four vectors each, every row masked by whether it arrived in a step. The list
 * holds triples (row, mask of the first step, mask of the second). Sums start at zero, so the order of additions is not the product's.
 */
export function addTwoSteps(into: usize, weights: usize, entry: usize, end: usize): void {
  let v0 = v128.load(into, 0);
  let v1 = v128.load(into, 16);
  let v2 = v128.load(into, 32);
  let v3 = v128.load(into, 48);
  let v4 = v128.load(into, 64);
  let v5 = v128.load(into, 80);
  let v6 = v128.load(into, 96);
  let v7 = v128.load(into, 112);
  for (; entry < end; entry += 12) {
    const a = weights + load<usize>(entry);
    const now = v128.load32_splat(entry, 4), then = v128.load32_splat(entry, 8);
    const w0 = v128.load(a, 0);
    v0 = f32x4.add(v0, v128.and(w0, now));
    v4 = f32x4.add(v4, v128.and(w0, then));
    const w1 = v128.load(a, 16);
    v1 = f32x4.add(v1, v128.and(w1, now));
    v5 = f32x4.add(v5, v128.and(w1, then));
    const w2 = v128.load(a, 32);
    v2 = f32x4.add(v2, v128.and(w2, now));
    v6 = f32x4.add(v6, v128.and(w2, then));
    const w3 = v128.load(a, 48);
    v3 = f32x4.add(v3, v128.and(w3, now));
    v7 = f32x4.add(v7, v128.and(w3, then));
  }
  v128.store(into, v0, 0);
  v128.store(into, v1, 16);
  v128.store(into, v2, 32);
  v128.store(into, v3, 48);
  v128.store(into, v4, 64);
  v128.store(into, v5, 80);
  v128.store(into, v6, 96);
  v128.store(into, v7, 112);
}
