import type { Raster } from '../api/dataViews.ts';
import type { SpikeTrain } from './recording.ts';

/** Most events of a raster: more cannot be told apart on a screen. */
const mostEvents = 20_000;

/** The spikes of a population as events for drawing; of too many, those of every n-th neuron. */
export function rasterOf({ offsets, neurons }: SpikeTrain, neuronCount: number): Raster {
  const stepCount = offsets.length - 1;
  const spikes = neurons.length;
  const everyNth = Math.max(1, Math.ceil(spikes / mostEvents));
  const raster = { steps: [] as number[], neurons: [] as number[] };
  for (let step = 0; step < stepCount; step++) {
    for (let at = offsets[step]!; at < offsets[step + 1]!; at++) {
      if (neurons[at]! % everyNth !== 0) continue;
      raster.steps.push(step);
      raster.neurons.push(neurons[at]!);
    }
  }
  return { stepCount, neuronCount, ...raster, spikes, everyNth };
}

/** Spikes of each neuron over all steps. */
export function spikesPerNeuron({ neurons }: SpikeTrain, neuronCount: number): Uint32Array {
  const counts = new Uint32Array(neuronCount);
  for (let i = 0; i < neurons.length; i++) counts[neurons[i]!]!++;
  return counts;
}
