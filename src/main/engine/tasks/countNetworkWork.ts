import { populationSize, type SpikingNetwork } from '../../../shared/conversion/network.ts';
import type { NetworkWork } from '../../../shared/results/work.ts';
import type { Encoding } from '../../../shared/simulation/encoding.ts';
import { synapticFanOut } from '../../../shared/simulation/kernels/referenceSynapses.ts';

/** What a converted network costs whatever its spikes are: neurons to update in each step, and connections that carry a current. */
export function countNetworkWork(network: SpikingNetwork, encoding: Encoding): NetworkWork {
  const neurons = network.populations
    .filter(({ dynamics }) => dynamics.kind === 'integrateAndFire')
    .reduce((sum, population) => sum + populationSize(population), 0);
  if (encoding.kind !== 'constantCurrent') return { neurons, currentMacs: 0 };
  const analog = new Set<number>();
  network.populations.forEach(({ dynamics }, index) => {
    if (dynamics.kind === 'input') analog.add(index);
    if (dynamics.kind === 'relay' && dynamics.sources.every((source) => analog.has(source))) analog.add(index);
  });
  const currentMacs = [...analog].reduce(
    (sum, index) => sum + synapticFanOut(network, index).reduce((total, targets) => total + targets, 0),
    0,
  );
  return { neurons, currentMacs };
}
