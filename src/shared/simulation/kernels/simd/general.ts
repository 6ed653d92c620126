import { populationSize, sourcesOf } from '../../../conversion/network.ts';
import { createPopulation } from '../referencePopulation.ts';
import type { RunningPopulation as ReferencePopulation, Signal } from '../referenceSignal.ts';
import { lanesOf } from './lanes.ts';
import type { RunningPopulation, Workshop } from './running.ts';
import { clearBlock, spikesOfRow, writeSpikesOfRow } from './spikeStore.ts';

/** Any population as the reference runs it, over the engine's spikes: for what has no kernel. */
export function createGeneral(workshop: Workshop, index: number, recorded: boolean): RunningPopulation {
  const { arena, populations, stores, forms, values, steps } = workshop;
  const population = populations[index]!;
  const store = stores[index]!;
  const sources = [...new Set(sourcesOf(population))];
  const size = populationSize(population);
  const [height, width, channels] = population.shape;
  const lanes = lanesOf(channels);
  const record = recorded ? arena.allocate(steps * height * width * lanes * 4) : 0;
  let running: ReferencePopulation;
  let signals: readonly Signal[] = [];

  return {
    record,
    rest() {
      running = createPopulation(population, populations);
      signals = populations.map((_, source) => ({
        values:
          sources.includes(source) && values[source] !== 0
            ? arena.floats(values[source]!, populationSize(populations[source]!)).slice()
            : null,
        amplitudes: forms[source]!.amplitudes,
        now: [],
        before: [],
      }));
    },
    run(count, first) {
      clearBlock(arena, store, count);
      for (let step = 0; step < count; step++) {
        for (const source of sources) {
          const signal = signals[source]!;
          if (signal.values !== null) continue;
          signal.before = Array.from(spikesOfRow(arena, stores[source]!, step));
          signal.now = Array.from(spikesOfRow(arena, stores[source]!, step + 1));
        }
        writeSpikesOfRow(arena, store, step + 1, running.step(signals, first + step));
        if (record !== 0) keepPotentials(first + step);
      }
    },
  };

  function keepPotentials(step: number): void {
    const row = arena.floats(record + step * height * width * lanes * 4, height * width * lanes);
    const { potential } = running;
    if (potential === null) return;
    for (let n = 0; n < size; n++) row[Math.floor(n / channels) * lanes + (n % channels)] = potential[n]!;
  }
}
