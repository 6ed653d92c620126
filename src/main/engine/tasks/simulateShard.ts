import type { SimulateTask } from '../../../shared/api/tasks.ts';
import type { SpikingNetwork } from '../../../shared/conversion/network.ts';
import { type Dataset, readSample } from '../../../shared/dataset/dataset.ts';
import { createTally } from '../../../shared/metrics/measureTally.ts';
import type { Tally } from '../../../shared/metrics/tally.ts';
import type { LoadedNetworks } from '../../../shared/simulation/engine.ts';
import { sizeOf } from '../../../shared/tensor.ts';

/** The networks of a group, ready to simulate; indices as in the task's simulations. */
export interface LoadedGroup {
  readonly networks: readonly SpikingNetwork[];
  readonly loaded: LoadedNetworks;
}

/** Simulates and measures every sample of the shard in every network of the group: [simulation]. */
export async function simulateShard(
  { settings, simulations, steps, from, count, analogClasses }: SimulateTask,
  dataset: Dataset,
  { networks, loaded }: LoadedGroup,
  onProgress: (done: number) => Promise<void>,
): Promise<readonly Tally[]> {
  const { readouts } = settings;
  const first = dataset.offset + from;
  const counters = networks.map((network) => createTally({ network, readouts, steps, from: first }));
  const sample = new Float32Array(sizeOf(dataset.sampleShape));
  const { seed } = simulations[0]!;
  for (let i = 0; i < count; i++) {
    readSample(dataset, from + i, sample);
    const recordings = loaded.simulate(sample, { seed, sample: first + i });
    for (const [index, counter] of counters.entries()) {
      counter.add(recordings[index]!, dataset.labels![from + i]!, analogClasses[i]!);
    }
    await onProgress(i + 1);
  }
  return counters.map((counter) => counter.finish());
}
