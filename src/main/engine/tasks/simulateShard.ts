import type { SimulateTask } from '../../../shared/api/tasks.ts';
import type { SpikingNetwork } from '../../../shared/conversion/network.ts';
import { type Dataset, readSample } from '../../../shared/dataset/dataset.ts';
import { createTally } from '../../../shared/metrics/measureTally.ts';
import type { Tally } from '../../../shared/metrics/tally.ts';
import type { Encoding } from '../../../shared/simulation/encoding.ts';
import type { LoadedNetworks, SimulationEngine } from '../../../shared/simulation/engine.ts';
import { isSlow } from '../../../shared/simulation/engineName.ts';
import { sizeOf } from '../../../shared/tensor.ts';

/** The networks of a group, ready to simulate; indices as in the task's simulations. */
export interface LoadedGroup {
  readonly networks: readonly SpikingNetwork[];
  /** Runs of networks, in their order, each simulated at once. */
  readonly runs: readonly { readonly first: number; readonly loaded: LoadedNetworks }[];
}

/**
 * Loads the networks of a group: together for an engine that shares work between them, one by one for a slow one, so that the worker gives
 * a sign of life after each.
 */
export function loadGroup(
  engine: SimulationEngine,
  networks: readonly SpikingNetwork[],
  encoding: Encoding,
  steps: number,
): LoadedGroup {
  const runs = isSlow(engine.name)
    ? networks.map((network, first) => ({ first, loaded: engine.load([network], encoding, steps) }))
    : [{ first: 0, loaded: engine.load(networks, encoding, steps) }];
  return { networks, runs };
}

/** Simulates and measures every sample of the shard in every network of the group: [simulation]. */
export async function simulateShard(
  { settings, simulations, steps, from, count, analogClasses }: SimulateTask,
  dataset: Dataset,
  { networks, runs }: LoadedGroup,
  onProgress: (done: number) => Promise<void>,
): Promise<readonly Tally[]> {
  const { readouts } = settings;
  const first = dataset.offset + from;
  const counters = networks.map((network) => createTally({ network, readouts, steps, from: first }));
  const sample = new Float32Array(sizeOf(dataset.sampleShape));
  const { seed } = simulations[0]!;
  for (let i = 0; i < count; i++) {
    readSample(dataset, from + i, sample);
    for (const { first: network, loaded } of runs) {
      const recordings = loaded.simulate(sample, { seed, sample: first + i });
      for (const [place, recording] of recordings.entries()) {
        counters[network + place]!.add(recording, dataset.labels![from + i]!, analogClasses[i]!);
      }
      const isDone = network + recordings.length === networks.length;
      await onProgress(isDone ? i + 1 : i);
    }
  }
  return counters.map((counter) => counter.finish());
}
