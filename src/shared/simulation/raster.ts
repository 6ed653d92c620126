import type { Raster } from '../api/dataViews.ts';
import { neuronOf, signOf, type SpikeTrain } from './recording.ts';

/** Most events of a raster: more cannot be told apart on a screen. */
const mostEvents = 20_000;

/** The spikes of a population as events for drawing; of too many, those of every n-th neuron. */
export function rasterOf({ offsets, words }: SpikeTrain, neuronCount: number): Raster {
  const stepCount = offsets.length - 1;
  const spikes = words.length;
  const everyNth = Math.max(1, Math.ceil(spikes / mostEvents));
  const raster = { steps: [] as number[], neurons: [] as number[] };
  for (let step = 0; step < stepCount; step++) {
    for (let at = offsets[step]!; at < offsets[step + 1]!; at++) {
      const neuron = neuronOf(words[at]!);
      if (neuron % everyNth !== 0) continue;
      raster.steps.push(step);
      raster.neurons.push(neuron);
    }
  }
  return { stepCount, neuronCount, ...raster, spikes, everyNth };
}

/** Spikes of each neuron over all steps, negative ones subtracted. */
export function spikesPerNeuron({ words }: SpikeTrain, neuronCount: number): Int32Array {
  const counts = new Int32Array(neuronCount);
  for (const word of words) counts[neuronOf(word)]! += signOf(word);
  return counts;
}
