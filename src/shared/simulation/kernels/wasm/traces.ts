import { Traces } from './structs';

/** Follows the trace of every source neuron by one step, then adds the largest of each target neuron's window. */
export function addMaximumTraces(traces: Traces, step: i32, into: usize, pixels: i32, pixelBytes: i32): void {
  followTraces(traces, step);
  const trace = traces.trace;
  for (let pixel = 0; pixel < pixels; pixel++, into += pixelBytes) {
    const cells = load<usize>(traces.cells + (pixel << 2));
    const cellsEnd = load<usize>(traces.cells + (pixel << 2), 4);
    for (let within: usize = 0; within < <usize>pixelBytes; within += 16) {
      let largest = f32x4.splat(-Infinity);
      for (let cell = cells; cell < cellsEnd; cell += 4) {
        largest = f32x4.pmax(largest, v128.load(trace + load<usize>(cell) + within));
      }
      // Lanes past the last channel hold another pixel's traces: those neurons never fire.
      v128.store(into + within, f32x4.add(v128.load(into + within), largest));
    }
  }
}

function followTraces(traces: Traces, step: i32): void {
  const spikes = traces.spikes;
  const trace = traces.trace;
  const decay = f32x4.splat(traces.decay);
  const increment = f32x4.splat(traces.increment);
  const bytes = <usize>((spikes.pixels * spikes.channels) << 2);
  if (traces.values) {
    for (let at: usize = 0; at < bytes; at += 16) {
      const added = f32x4.mul(increment, v128.load(traces.values + at));
      v128.store(trace + at, f32x4.add(f32x4.mul(v128.load(trace + at), decay), added));
    }
    return;
  }
  for (let at: usize = 0; at < bytes; at += 16) v128.store(trace + at, f32x4.mul(v128.load(trace + at), decay));
  const row = spikes.starts + ((step + 1 - traces.delay) * (spikes.pixels + 1) << 2);
  const end = load<usize>(row + (spikes.pixels << 2));
  for (let event = load<usize>(row); event < end; event += 4) {
    const word = load<i32>(event);
    const at = trace + (<usize>word << 2);
    store<f32>(at, load<f32>(at) + (word < 0 ? -traces.increment : traces.increment));
  }
}
