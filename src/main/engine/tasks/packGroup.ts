import type { PackedGroup, PackTask, ReadSamples, SamplesTask } from '../../../shared/api/tasks.ts';
import { populationSize, spikingPopulations } from '../../../shared/conversion/network.ts';
import { type Dataset, readSample } from '../../../shared/dataset/dataset.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import { packNetworks } from '../../../shared/simulation/packNetwork.ts';
import { sizeOf } from '../../../shared/tensor.ts';
import { convertNetwork } from './convertNetworks.ts';

/** Converts the networks of a group for a GPU. Throws conversion Problems. */
export function packGroup(graph: ModelGraph, { settings, simulations, calibrations }: PackTask): PackedGroup {
  const networks = simulations.map(
    (simulation, index) => convertNetwork(graph, simulation, settings.timeStep, calibrations[index]!).network,
  );
  const [{ populations, outputs }] = [networks[0]!];
  return {
    bytes: packNetworks(networks),
    populations: networks.map((network) => spikingPopulations(network).map((p) => network.populations[p]!.name)),
    classes: populationSize(populations[outputs.spiking]!),
  };
}

/** Reads the samples of a shard for a GPU. */
export function readSamples(dataset: Dataset, { from, count }: SamplesTask): ReadSamples {
  const size = sizeOf(dataset.sampleShape);
  const values = new Float32Array(count * size);
  for (let i = 0; i < count; i++) readSample(dataset, from + i, values.subarray(i * size, (i + 1) * size));
  return { values, labels: Array.from({ length: count }, (_, i) => dataset.labels![from + i]!) };
}
