import type { SpikingNetwork } from '../../shared/conversion/network.ts';
import { synapticFanOut } from '../../shared/simulation/kernels/referenceSynapses.ts';
import { type SharedPopulations, sharePopulations } from '../../shared/simulation/kernels/simd/sharing.ts';

/** Networks as one list of populations, and what they count: the same however long a block is. */
export interface SharedNetworks extends SharedPopulations {
  readonly networks: readonly SpikingNetwork[];
  /** Targets of a spike by pixel: [network][population]. */
  readonly fanOuts: readonly (readonly Uint32Array[])[];
}

/** Populations on which several networks agree stand once. Throws a RangeError when the networks disagree on input or time step. */
export function shareNetworks(networks: readonly SpikingNetwork[]): SharedNetworks {
  return {
    ...sharePopulations(networks),
    networks,
    fanOuts: networks.map((network) =>
      network.populations.map(({ shape }, index) =>
        synapticFanOut(network, index).filter((_, neuron) => neuron % shape[2] === 0),
      ),
    ),
  };
}
