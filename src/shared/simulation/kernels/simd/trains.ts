import type { SpikeTrain } from '../../recording.ts';
import type { Arena } from './arena.ts';
import type { SpikeStore } from './spikeStore.ts';

/** Gathers the listed spikes of a population block by block. */
export interface TrainCollector {
  add(steps: number): void;
  train(): SpikeTrain;
}

export function createTrainCollector(arena: Arena, store: SpikeStore, steps: number): TrainCollector {
  const blocks: Uint32Array[] = [];
  return {
    add(count) {
      const rowWords = store.pixels + 1;
      const starts = arena.words(store.starts + rowWords * 4, count * rowWords);
      const first = starts[0]!;
      blocks.push(arena.words(first, (starts.at(-1)! - first) / 4).slice());
    },
    train() {
      const counts = arena.words(store.counts, steps);
      const offsets = new Uint32Array(steps + 1);
      for (let step = 0; step < steps; step++) offsets[step + 1] = offsets[step]! + counts[step]!;
      const words = new Uint32Array(offsets[steps]!);
      let to = 0;
      for (const block of blocks) {
        words.set(block, to);
        to += block.length;
      }
      return { offsets, words };
    },
  };
}
