import { addSpikes } from './fan';
import { beginTile, endTile } from './neuron';
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
    beginStep(neurons);
    for (let s = 0; s < count; s++) {
      const synapse = load<usize>(synapses + (s << 2));
      if (load<i32>(synapse) == fanKind) addSpikes(changetype<Fan>(synapse), step, into);
      else addMaximumTraces(changetype<Traces>(synapse), step, into, neurons.spikes.pixels, neurons.pixelBytes);
    }
    endStep(neurons, step, first + step);
  }
}

function beginStep(neurons: Neurons): void {
  for (let pixel = 0; pixel < neurons.spikes.pixels; pixel++) {
    const offset = <usize>(pixel * neurons.pixelBytes);
    beginTile(neurons, pixel, offset, 0, neurons.pixelBytes >> 4);
  }
}

/** After the synapses: see `endTile`. */
export function endStep(neurons: Neurons, step: i32, sampleStep: i32): void {
  const spikes = neurons.spikes;
  const bytes = neurons.pixelBytes;
  let mask = spikes.masks + (((step + 1) * spikes.pixels * spikes.words) << 2);
  let offset: usize = 0;
  let record = neurons.record ? neurons.record + sampleStep * spikes.pixels * bytes : 0;
  for (let pixel = 0; pixel < spikes.pixels; pixel++) {
    for (let within = 0; within < bytes; within += 128, mask += 4) {
      const vectors = min(8, (bytes - within) >> 4);
      store<u32>(mask, endTile(neurons, pixel, offset, within, vectors, record));
      offset += vectors << 4;
      if (record) record += vectors << 4;
    }
  }
}
