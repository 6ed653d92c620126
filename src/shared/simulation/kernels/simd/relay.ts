import { populationSize, type Relay } from '../../../conversion/network.ts';
import type { Address } from './arena.ts';
import type { RunningPopulation, Workshop } from './running.ts';
import { clearBlock, storeLists } from './spikeStore.ts';
import { storeStruct } from './structs.ts';

/** Wires: spikes under new numbers; constant currents, where all sources send those. */
export function createRelay(workshop: Workshop, index: number, relay: Relay): RunningPopulation {
  if (workshop.values[index] !== 0) return createAnalogRelay(workshop, index, relay);
  const { arena, kernels, populations, stores, values } = workshop;
  const store = stores[index]!;
  const wires: Address[] = [];
  let first = 0;
  for (const source of relay.sources) {
    const size = populationSize(populations[source]!);
    if (values[source] === 0) {
      const targets = Array.from({ length: size }, (): number[] => []);
      for (const [target, from] of relay.origin.entries()) {
        if (from < first || from >= first + size) continue;
        const channel = target % store.channels;
        const word = Math.floor(target / store.channels) * store.words + (channel >> 5);
        targets[from - first]!.push(word * 4, (1 << (channel & 31)) >>> 0);
      }
      wires.push(
        storeStruct(arena, 'wires', {
          spikes: store.struct,
          source: stores[source]!.struct,
          targets: storeLists(arena, targets),
        }),
      );
    }
    first += size;
  }
  return {
    record: 0,
    rest() {},
    run(steps) {
      clearBlock(arena, store, steps);
      for (const wire of wires) kernels.passWires(wire, steps);
    },
  };
}

function createAnalogRelay({ arena, populations, values }: Workshop, index: number, relay: Relay): RunningPopulation {
  return {
    record: 0,
    rest() {
      const all = relay.sources.flatMap((source) => [
        ...arena.floats(values[source]!, populationSize(populations[source]!)),
      ]);
      arena
        .floats(values[index]!, relay.origin.length)
        .set(Float32Array.from(relay.origin, (from) => (from === -1 ? 0 : all[from]!)));
    },
    run() {},
  };
}
