import type { Population } from '../../../conversion/network.ts';
import type { Address, Arena } from './arena.ts';
import type { SpikeForm } from './forms.ts';
import type { Kernels } from './kernels.ts';
import type { SpikeStore } from './spikeStore.ts';

/** A population made ready to run. */
export interface RunningPopulation {
  /** Back to rest before a sample, after its sources. */
  rest(): void;
  /** Sets the bits of its spikes for `steps` steps, of which the first is step `first` of the sample. */
  run(steps: number, first: number): void;
  /** Potentials after every step of the sample, where they are asked for: [step][pixel][lane]. */
  readonly record: Address;
}

/** What populations are made ready with. */
export interface Workshop {
  readonly arena: Arena;
  readonly kernels: Kernels;
  /** Of all networks; see sharing.ts. */
  readonly populations: readonly Population[];
  readonly stores: readonly SpikeStore[];
  readonly forms: readonly SpikeForm[];
  /** [population]: its constant currents [neuron], or 0 where it spikes. */
  readonly values: readonly Address[];
  readonly blockSteps: number;
  readonly steps: number;
}
