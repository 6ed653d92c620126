import type { SpikingNetwork } from '../../../conversion/network.ts';
import { synapticFanOut } from '../referenceSynapses.ts';
import type { Address, Arena } from './arena.ts';
import type { Kernels } from './kernels.ts';
import type { SharedPopulations } from './sharing.ts';
import type { SpikeStore } from './spikeStore.ts';

/** Counts synaptic operations: what a population's spikes cost depends on the network that listens. */
export interface OperationCounter {
  /** After the spikes of a population's block were counted. */
  count(population: number, steps: number, first: number): void;
  /** Adds up the sample's operations of a network: [step]. */
  sum(network: number, into: Float64Array): void;
}

/** Fan-out of a population's neurons in one or several networks. */
interface FanOutTable {
  readonly population: number;
  /** [source pixel] */
  readonly fanOut: Uint32Array;
  /** Every pixel's fan-out, where they agree: then the count of spikes is enough. */
  readonly uniform: number | null;
  readonly address: Address;
  /** [step] */
  readonly operations: Address;
}

export function createOperationCounter(
  arena: Arena,
  kernels: Kernels,
  networks: readonly SpikingNetwork[],
  { members }: SharedPopulations,
  stores: readonly SpikeStore[],
  steps: number,
): OperationCounter {
  const tables: FanOutTable[] = [];
  const ofNetwork = networks.map((network, n) =>
    network.populations.flatMap((_, index): FanOutTable[] => {
      const population = members[n]![index]!;
      const { channels } = stores[population]!;
      const fanOut = synapticFanOut(network, index).filter((__, neuron) => neuron % channels === 0);
      if (fanOut.every((targets) => targets === 0)) return [];
      const known = tables.find((table) => table.population === population && equal(table.fanOut, fanOut));
      return [known ?? addTable(population, fanOut)];
    }),
  );

  return {
    count(population, count, first) {
      for (const table of tables) {
        if (table.population !== population || table.uniform !== null) continue;
        kernels.countOperations(stores[population]!.struct, count, table.address, table.operations + first * 8);
      }
    },
    sum(network, into) {
      into.fill(0);
      for (const { population, uniform, operations } of ofNetwork[network]!) {
        if (uniform === null) {
          const added = arena.doubles(operations, steps);
          for (let step = 0; step < steps; step++) into[step]! += added[step]!;
        } else {
          const counts = arena.words(stores[population]!.counts, steps);
          for (let step = 0; step < steps; step++) into[step]! += counts[step]! * uniform;
        }
      }
    },
  };

  function addTable(population: number, fanOut: Uint32Array): FanOutTable {
    const uniform = fanOut.every((targets) => targets === fanOut[0]) ? fanOut[0]! : null;
    const table = {
      population,
      fanOut,
      uniform,
      address: uniform === null ? arena.storeWords(fanOut) : 0,
      operations: uniform === null ? arena.allocate(steps * 8) : 0,
    };
    tables.push(table);
    return table;
  }
}

function equal(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
