import { windowCells } from '../../../conversion/connectivity.ts';
import { type MaximumGate, populationSize } from '../../../conversion/network.ts';
import type { RunningPopulation, Workshop } from './running.ts';
import { storeLists } from './spikeStore.ts';
import { storeStruct } from './structs.ts';
import { sourcePixels } from './traces.ts';

/** Those of wasm/gate.ts. */
const ruleCodes: Readonly<Record<MaximumGate['rule'], number>> = {
  gated: 0,
  anySpike: 1,
  telescoped: 2,
  first: 3,
  leading: 4,
};

/** Max pooling of spikes; of constant currents, where its source sends those. */
export function createGate(workshop: Workshop, index: number, gate: MaximumGate): RunningPopulation {
  const { arena, kernels, populations, stores, values } = workshop;
  const population = populations[index]!;
  const source = populations[gate.source]!;
  if (values[index] !== 0) return createAnalogMaximum(workshop, index, gate);
  const store = stores[gate.source]!;
  if (store.listed) return createListedGate(workshop, index, gate);
  const pixels = sourcePixels(gate.window, source, population);
  /** One more than cells: what a rule remembers besides. */
  const cells = pixels.reduce((sum, { length }) => sum + length + 1, 0);
  const countWords = cells * Math.ceil(source.shape[2] / 4) * 4;
  const counts = arena.allocate(countWords * 4);
  const struct = storeStruct(arena, 'gate', {
    spikes: stores[index]!.struct,
    source: store.struct,
    delay: gate.delay,
    rule: ruleCodes[gate.rule],
    cells: storeLists(
      arena,
      pixels.map((window) => window.map((pixel) => pixel * store.words * 4)),
    ),
    counts,
    arrived: 0,
    before: 0,
  });
  return {
    record: 0,
    rest: () => void arena.words(counts, countWords).fill(0),
    run: (steps) => kernels.passGate(struct, steps),
  };
}

/** Where neurons of the source send several spikes in a step. */
function createListedGate(
  { arena, kernels, populations, stores }: Workshop,
  index: number,
  gate: MaximumGate,
): RunningPopulation {
  const population = populations[index]!;
  const source = populations[gate.source]!;
  const store = stores[gate.source]!;
  const lanes = Math.ceil(store.channels / 4) * 4;
  const sums = store.pixels * lanes;
  const maxima = population.shape[0] * population.shape[1] * lanes;
  const counts = arena.allocate(sums * 4);
  const before = arena.allocate(maxima * 4);
  const struct = storeStruct(arena, 'gate', {
    spikes: stores[index]!.struct,
    source: store.struct,
    delay: gate.delay,
    rule: ruleCodes[gate.rule],
    cells: storeLists(
      arena,
      sourcePixels(gate.window, source, population).map((window) => window.map((pixel) => pixel * lanes * 4)),
    ),
    counts,
    arrived: arena.allocate(sums * 4),
    before,
  });
  return {
    record: 0,
    rest() {
      arena.words(counts, sums).fill(0);
      arena.words(before, maxima).fill(0);
    },
    run: (steps) => kernels.passListedGate(struct, steps),
  };
}

function createAnalogMaximum(
  { arena, populations, values }: Workshop,
  index: number,
  { source, window }: MaximumGate,
): RunningPopulation {
  const population = populations[index]!;
  const from = populations[source]!;
  const cells = Array.from({ length: populationSize(population) }, (_, target) =>
    windowCells(window, from.shape, population.shape, target),
  );
  return {
    record: 0,
    rest() {
      const inputs = arena.floats(values[source]!, populationSize(from));
      const maxima = arena.floats(values[index]!, cells.length);
      for (const [target, windowOf] of cells.entries()) {
        let largest = -Infinity;
        for (const cell of windowOf) largest = Math.max(largest, inputs[cell]!);
        maxima[target] = largest;
      }
    },
    run() {},
  };
}
