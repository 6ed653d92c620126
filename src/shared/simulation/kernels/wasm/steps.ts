import { endStep } from './endStep';
import { addSpikes } from './fan';
import { Fan, Neurons, Traces } from './structs';
import { addMaximumTraces } from './traces';

/** First word of a synapse struct: which one it is. */
const fanKind = 0;

/**
 * Integrates a population with any synapses over a block, step by step and synapse by synapse, with potentials and currents in memory.
 * `synapses`: addresses of `Fan` and `Traces`.
 */
export function integrateSteps(neurons: Neurons, synapses: usize, count: i32, steps: i32, first: i32): void {
  const into = neurons.current ? neurons.current : neurons.potential;
  for (let step = 0; step < steps; step++) {
    beginStep(neurons, into);
    for (let s = 0; s < count; s++) {
      const synapse = load<usize>(synapses + (s << 2));
      if (load<i32>(synapse) == fanKind) addSpikes(changetype<Fan>(synapse), step, into);
      else addMaximumTraces(changetype<Traces>(synapse), step, into, neurons.spikes.pixels, neurons.pixelBytes);
    }
    endAll(neurons, step, first + step);
  }
}

function beginStep(neurons: Neurons, into: usize): void {
  const bytes = neurons.pixelBytes;
  const decay = f32x4.splat(neurons.decay);
  for (let pixel = 0; pixel < neurons.spikes.pixels; pixel++) {
    const at = into + pixel * bytes;
    const constant = neurons.constant + pixel * neurons.constantStride;
    for (let within = 0; within < bytes; within += 16) {
      let value = v128.load(at + within);
      if (neurons.current) value = f32x4.mul(value, decay);
      if (neurons.constant) value = f32x4.add(value, v128.load(constant + within));
      v128.store(at + within, value);
    }
  }
}

function endAll(neurons: Neurons, step: i32, sampleStep: i32): void {
  const spikes = neurons.spikes;
  const bytes = neurons.pixelBytes;
  let mask = spikes.masks + (((step + 1) * spikes.pixels * spikes.words) << 2);
  for (let pixel = 0; pixel < spikes.pixels; pixel++) {
    for (let within = 0; within < bytes; within += 128) {
      let fired: u32 = 0;
      const offset = pixel * bytes + within;
      const record = neurons.record ? neurons.record + sampleStep * spikes.pixels * bytes + offset : 0;
      const vectors = min(8, (bytes - within) >> 4);
      for (let vector = 0; vector < vectors; vector++) {
        const current = neurons.current ? v128.load(neurons.current + offset + (vector << 4)) : f32x4.splat(0);
        fired |= endStep(neurons, offset, within, pixel, vector << 4, current, record) << (vector << 2);
      }
      store<u32>(mask, fired);
      mask += 4;
    }
  }
}
