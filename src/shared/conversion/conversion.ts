import type { SpikingNetwork } from './network.ts';

/** A spiking network and what its making changed, dropped or approximated, in sentences for people. */
export interface Conversion {
  readonly network: SpikingNetwork;
  readonly notes: readonly string[];
}
