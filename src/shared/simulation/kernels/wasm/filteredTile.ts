import { endStep } from './endStep';
import { Neurons, Rows } from './structs';
import { rowShift } from './tiles';

/** As `directTile`, with exponential synapses: the currents stay in registers, the potentials are updated in memory. */
export function filteredTile<T>(
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
  const constant = neurons.constant ? neurons.constant + pixel * neurons.constantStride + within : 0;
  const ends = rows.ends;
  const shift = rowShift<T>();
  const at = neurons.current + offset;
  const decay = f32x4.splat(neurons.decay);
  const zero = f32x4.splat(0);
  let g0 = v128.load(at);
  let g1 = zero, g2 = zero, g3 = zero, g4 = zero, g5 = zero, g6 = zero, g7 = zero;
  if (sizeof<T>() > 1) g1 = v128.load(at, 16);
  if (sizeof<T>() > 2) {
    g2 = v128.load(at, 32);
    g3 = v128.load(at, 48);
  }
  if (sizeof<T>() > 4) {
    g4 = v128.load(at, 64);
    g5 = v128.load(at, 80);
    g6 = v128.load(at, 96);
    g7 = v128.load(at, 112);
  }
  let entry = rows.list;
  for (let step = 0; step < steps; step++) {
    g0 = f32x4.mul(g0, decay);
    if (sizeof<T>() > 1) g1 = f32x4.mul(g1, decay);
    if (sizeof<T>() > 2) {
      g2 = f32x4.mul(g2, decay);
      g3 = f32x4.mul(g3, decay);
    }
    if (sizeof<T>() > 4) {
      g4 = f32x4.mul(g4, decay);
      g5 = f32x4.mul(g5, decay);
      g6 = f32x4.mul(g6, decay);
      g7 = f32x4.mul(g7, decay);
    }
    if (constant) {
      g0 = f32x4.add(g0, v128.load(constant));
      if (sizeof<T>() > 1) g1 = f32x4.add(g1, v128.load(constant, 16));
      if (sizeof<T>() > 2) {
        g2 = f32x4.add(g2, v128.load(constant, 32));
        g3 = f32x4.add(g3, v128.load(constant, 48));
      }
      if (sizeof<T>() > 4) {
        g4 = f32x4.add(g4, v128.load(constant, 64));
        g5 = f32x4.add(g5, v128.load(constant, 80));
        g6 = f32x4.add(g6, v128.load(constant, 96));
        g7 = f32x4.add(g7, v128.load(constant, 112));
      }
    }
    for (const end = load<usize>(ends + (step << 2)); entry < end; entry += 8) {
      const a = weights + (load<usize>(entry) >> shift);
      const b = weights + (load<usize>(entry, 4) >> shift);
      g0 = f32x4.add(f32x4.add(g0, v128.load(a)), v128.load(b));
      if (sizeof<T>() > 1) g1 = f32x4.add(f32x4.add(g1, v128.load(a, 16)), v128.load(b, 16));
      if (sizeof<T>() > 2) {
        g2 = f32x4.add(f32x4.add(g2, v128.load(a, 32)), v128.load(b, 32));
        g3 = f32x4.add(f32x4.add(g3, v128.load(a, 48)), v128.load(b, 48));
      }
      if (sizeof<T>() > 4) {
        g4 = f32x4.add(f32x4.add(g4, v128.load(a, 64)), v128.load(b, 64));
        g5 = f32x4.add(f32x4.add(g5, v128.load(a, 80)), v128.load(b, 80));
        g6 = f32x4.add(f32x4.add(g6, v128.load(a, 96)), v128.load(b, 96));
        g7 = f32x4.add(f32x4.add(g7, v128.load(a, 112)), v128.load(b, 112));
      }
    }
    let fired = endStep(neurons, offset, within, pixel, 0, g0, record);
    if (sizeof<T>() > 1) fired |= endStep(neurons, offset, within, pixel, 16, g1, record) << 4;
    if (sizeof<T>() > 2) {
      fired |= endStep(neurons, offset, within, pixel, 32, g2, record) << 8;
      fired |= endStep(neurons, offset, within, pixel, 48, g3, record) << 12;
    }
    if (sizeof<T>() > 4) {
      fired |= endStep(neurons, offset, within, pixel, 64, g4, record) << 16;
      fired |= endStep(neurons, offset, within, pixel, 80, g5, record) << 20;
      fired |= endStep(neurons, offset, within, pixel, 96, g6, record) << 24;
      fired |= endStep(neurons, offset, within, pixel, 112, g7, record) << 28;
    }
    store<u32>(mask, fired);
    mask += maskBytes;
    if (record) record += recordBytes;
  }
  v128.store(at, g0);
  if (sizeof<T>() > 1) v128.store(at, g1, 16);
  if (sizeof<T>() > 2) {
    v128.store(at, g2, 32);
    v128.store(at, g3, 48);
  }
  if (sizeof<T>() > 4) {
    v128.store(at, g4, 64);
    v128.store(at, g5, 80);
    v128.store(at, g6, 96);
    v128.store(at, g7, 112);
  }
}
