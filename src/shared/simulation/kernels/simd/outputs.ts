import { populationSize, type SpikingNetwork } from '../../../conversion/network.ts';
import type { Address, Arena } from './arena.ts';
import { lanesOf } from './lanes.ts';
import type { SpikeStore } from './spikeStore.ts';

/** What the output layer of one network shows, step by step. */
export interface OutputRecorder {
  /** After every block, while the spikes are at hand. */
  add(steps: number, first: number): void;
  /** [step][class] */
  spikes(): Uint8Array;
  /** [step][class] */
  potentials(): Float32Array;
}

export function createOutputRecorder(
  arena: Arena,
  { populations, outputs }: SpikingNetwork,
  spiking: SpikeStore,
  /** Potentials of the accumulating output: [step][pixel][lane]. */
  record: Address,
  steps: number,
): OutputRecorder {
  const classes = populationSize(populations[outputs.spiking]!);
  const spikes = new Uint8Array(steps * classes);
  const [height, width, channels] = populations[outputs.accumulating]!.shape;
  const pixels = height * width;
  const lanes = lanesOf(channels);
  const potentials = new Float32Array(steps * pixels * channels);
  return {
    add(count, first) {
      if (first === 0) spikes.fill(0);
      const { masks, pixels: spikingPixels, words, channels: spikingChannels } = spiking;
      const rowWords = spikingPixels * words;
      const rows = arena.words(masks + rowWords * 4, count * rowWords);
      for (const [index, row] of rows.entries()) {
        const word = index % rowWords;
        const firstClass = Math.floor(word / words) * spikingChannels + (word % words) * 32;
        const at = (first + (index - word) / rowWords) * classes + firstClass;
        for (let bits = row; bits !== 0; bits &= bits - 1) spikes[at + 31 - Math.clz32(bits & -bits)] = 1;
      }
    },
    spikes: () => spikes,
    potentials() {
      const recorded = arena.floats(record, steps * pixels * lanes);
      for (let row = 0; row < steps * pixels; row++) {
        for (let c = 0; c < channels; c++) potentials[row * channels + c] = recorded[row * lanes + c]!;
      }
      return potentials;
    },
  };
}
