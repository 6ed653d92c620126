import { streamCounter } from '../../../random.ts';
import type { Milliseconds } from '../../../units.ts';
import { spikeWordLimit } from '../../encoders.ts';
import type { Poisson } from '../../encoding.ts';
import type { RandomDraw } from '../../engine.ts';
import type { Arena } from './arena.ts';
import type { Input } from './input.ts';
import type { Workshop } from './running.ts';
import { clearBlock, type SpikeStore } from './spikeStore.ts';

/** Words of a record of two neurons that share a block of random words; see wasm/poisson.ts. */
const pairWords = 4;

/** Draws the spikes of each sample, step and neuron in a kernel. */
export function createPoisson(
  { arena, kernels }: Workshop,
  store: SpikeStore,
  { maxRate, onOff }: Poisson,
  timeStep: Milliseconds,
): Input {
  const size = store.pixels * store.channels;
  const pairs = arena.allocate(Math.ceil(size / 2) * pairWords * 4);
  const negatives = new Uint32Array(store.pixels * store.words);
  let count = 0;
  let draw: RandomDraw = { seed: 0, sample: 0 };
  return {
    encode(sample, sampleDraw) {
      draw = sampleDraw;
      count = 0;
      const records = arena.words(pairs, Math.ceil(size / 2) * pairWords);
      const limitOf = (neuron: number) => {
        const value = sample[neuron]!;
        return spikeWordLimit(onOff ? Math.abs(value) : value, maxRate, timeStep);
      };
      if (onOff) markNegatives(store, sample, negatives);
      for (let neuron = 0; neuron < size; neuron += 2) {
        const even = limitOf(neuron);
        const odd = neuron + 1 < size ? limitOf(neuron + 1) : null;
        if (even === null && odd === null) continue;
        const at = count * pairWords;
        records[at] = neuron / 2;
        records[at + 1] = even ?? 0;
        records[at + 2] = odd ?? 0;
        records[at + 3] = (even === null ? 0 : 1) + (odd === null ? 0 : 2);
        count++;
      }
    },
    run(steps, first) {
      clearBlock(arena, store, steps);
      kernels.drawPoisson(
        store.struct,
        pairs,
        count,
        draw.seed | 0,
        draw.sample | 0,
        streamCounter('input', first) | 0,
        steps,
      );
      if (onOff) copyNegatives(arena, store, negatives, steps);
    },
  };
}

/** Sets the bits of the neurons whose value is negative: [pixel][word]. */
function markNegatives({ channels, words }: SpikeStore, sample: Float32Array, negatives: Uint32Array): void {
  negatives.fill(0);
  for (const [neuron, value] of sample.entries()) {
    if (value >= 0) continue;
    const channel = neuron % channels;
    negatives[((neuron - channel) / channels) * words + (channel >> 5)]! |= 1 << (channel & 31);
  }
}

/** In every step the spikes of these neurons are −1. Signs without a spike mean nothing. */
function copyNegatives(
  arena: Arena,
  { signs, pixels, words }: SpikeStore,
  negatives: Uint32Array,
  steps: number,
): void {
  const rowWords = pixels * words;
  const rows = arena.words(signs + rowWords * 4, steps * rowWords);
  for (let step = 0; step < steps; step++) rows.set(negatives, step * rowWords);
}
