import type { Raster } from '../api/dataViews.ts';

/** The neurons of a raster with most spikes, the busiest first; of equal ones the lowest. */
export function busiestNeurons(
  { neurons, neuronCount }: Pick<Raster, 'neurons' | 'neuronCount'>,
  count: number,
): number[] {
  const spikes = new Uint32Array(neuronCount);
  for (const neuron of neurons) spikes[neuron]!++;
  return Array.from(spikes.keys())
    .toSorted((a, b) => spikes[b]! - spikes[a]! || a - b)
    .slice(0, count);
}
