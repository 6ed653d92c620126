import { passes, reset } from './neuron';
import { Neurons } from './structs';

/**
 * Ends the step of four neurons whose potentials lie in memory: bias, exponential current (if any), bound, threshold, reset. Returns their
 * four spike bits. `offset` + `vector`: their bytes in the population; `within` + `vector`: in the pixel.
 */
// @ts-ignore: decorator
@inline
export function endStep(
  neurons: Neurons,
  offset: usize,
  within: usize,
  pixel: i32,
  vector: usize,
  current: v128,
  record: usize,
): u32 {
  const at = neurons.potential + offset + vector;
  const threshold = v128.load(neurons.threshold + pixel * neurons.thresholdStride + within + vector);
  let v = v128.load(at);
  if (neurons.bias) v = f32x4.add(v, v128.load(neurons.bias + pixel * neurons.biasStride + within + vector));
  if (neurons.current) v = f32x4.add(v, current);
  v = f32x4.max(v, f32x4.splat(neurons.lowerBound));
  const fired = passes(v, threshold, neurons.atLeast);
  v = reset(v, fired, threshold, neurons.toZero);
  v128.store(at, v);
  if (record) v128.store(record + vector, v);
  return <u32>i32x4.bitmask(fired);
}
