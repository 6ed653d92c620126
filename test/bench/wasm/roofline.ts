/**
 * The most that an engine like ours could reach: adds `bytes` of floats from memory, 32 at a time, to eight vectors, `rounds` times. No
 * lists, no thresholds. Returns a sum, so that nothing is dropped.
 */
export function addAll(from: usize, bytes: usize, rounds: i32): f32 {
  let v0 = f32x4.splat(0), v1 = v0, v2 = v0, v3 = v0, v4 = v0, v5 = v0, v6 = v0, v7 = v0;
  for (let round = 0; round < rounds; round++) {
    for (let at = from, end = from + bytes; at < end; at += 512) {
      v0 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v0, v128.load(at)), v128.load(at, 128)), v128.load(at, 256)), v128.load(at, 384));
      v1 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v1, v128.load(at, 16)), v128.load(at, 144)), v128.load(at, 272)), v128.load(at, 400));
      v2 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v2, v128.load(at, 32)), v128.load(at, 160)), v128.load(at, 288)), v128.load(at, 416));
      v3 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v3, v128.load(at, 48)), v128.load(at, 176)), v128.load(at, 304)), v128.load(at, 432));
      v4 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v4, v128.load(at, 64)), v128.load(at, 192)), v128.load(at, 320)), v128.load(at, 448));
      v5 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v5, v128.load(at, 80)), v128.load(at, 208)), v128.load(at, 336)), v128.load(at, 464));
      v6 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v6, v128.load(at, 96)), v128.load(at, 224)), v128.load(at, 352)), v128.load(at, 480));
      v7 = f32x4.add(f32x4.add(f32x4.add(f32x4.add(v7, v128.load(at, 112)), v128.load(at, 240)), v128.load(at, 368)), v128.load(at, 496));
    }
  }
  const sum = f32x4.add(f32x4.add(f32x4.add(v0, v1), f32x4.add(v2, v3)), f32x4.add(f32x4.add(v4, v5), f32x4.add(v6, v7)));
  return f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
}
