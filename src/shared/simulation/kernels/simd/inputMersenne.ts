import type { Milliseconds } from '../../../units.ts';
import type { AnnarchyPoisson } from '../../encoding.ts';
import { mersenneUniforms } from '../../mersenne.ts';
import type { Input } from './input.ts';
import type { Workshop } from './running.ts';
import { clearBlock, type SpikeStore } from './spikeStore.ts';

/** ANNarchy's Poisson neurons: the same random numbers for every sample, held against the sample's rates. */
export function createAnnarchyPoisson(
  { arena, steps }: Workshop,
  store: SpikeStore,
  { maxRate }: AnnarchyPoisson,
  timeStep: Milliseconds,
): Input {
  const { channels, words, pixels } = store;
  const size = pixels * channels;
  const rowWords = pixels * words;
  let uniforms: Float64Array = new Float64Array(0);
  let active: { readonly neuron: number; readonly rate: number; readonly word: number; readonly bit: number }[] = [];
  return {
    encode(sample, { seed }) {
      uniforms = mersenneUniforms(seed, steps * size);
      active = [];
      for (let neuron = 0; neuron < size; neuron++) {
        const rate = sample[neuron]! * maxRate;
        if (rate <= 0) continue;
        const channel = neuron % channels;
        const word = ((neuron - channel) / channels) * words + (channel >> 5);
        active.push({ neuron, rate, word, bit: 1 << (channel & 31) });
      }
    },
    run(count, first) {
      const masks = clearBlock(arena, store, count);
      for (let step = 0; step < count; step++) {
        const numbers = (first + step) * size;
        for (const { neuron, rate, word, bit } of active) {
          if ((1000 * uniforms[numbers + neuron]!) / timeStep < rate) masks[step * rowWords + word]! |= bit;
        }
      }
    },
  };
}
