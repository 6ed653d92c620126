import { populationSize, type SpikingNetwork } from '../../../conversion/network.ts';
import { neuronOf, signOf } from '../../recording.ts';
import type { Address, Arena } from './arena.ts';
import { lanesOf } from './lanes.ts';
import { type SpikeStore, spikesOfRow } from './spikeStore.ts';

/** What the output layer of one network shows, step by step. */
export interface OutputRecorder {
  /** After every block, while the spikes are at hand. */
  add(steps: number, first: number): void;
  /** [step][class] */
  spikes(): Int8Array;
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
  const spikes = new Int8Array(steps * classes);
  const [height, width, channels] = populations[outputs.accumulating]!.shape;
  const pixels = height * width;
  const lanes = lanesOf(channels);
  const potentials = new Float32Array(steps * pixels * channels);
  return {
    add(count, first) {
      if (first === 0) spikes.fill(0);
      if (spiking.listed) addListed(count, first);
      else addBits(count, first);
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

  function addListed(count: number, first: number): void {
    for (let step = 0; step < count; step++) {
      const at = (first + step) * classes;
      for (const word of spikesOfRow(arena, spiking, step + 1)) spikes[at + neuronOf(word)]! += signOf(word);
    }
  }

  function addBits(count: number, first: number): void {
    const { masks, signs, pixels: spikingPixels, words, channels: spikingChannels } = spiking;
    const rowWords = spikingPixels * words;
    const rows = arena.words(masks + rowWords * 4, count * rowWords);
    const negatives = signs === 0 ? null : arena.words(signs + rowWords * 4, count * rowWords);
    for (const [index, row] of rows.entries()) {
      const word = index % rowWords;
      const firstClass = Math.floor(word / words) * spikingChannels + (word % words) * 32;
      const at = (first + (index - word) / rowWords) * classes + firstClass;
      const negative = negatives?.[index] ?? 0;
      for (let bits = row; bits !== 0; bits &= bits - 1) {
        const bit = bits & -bits;
        spikes[at + 31 - Math.clz32(bit)] = (negative & bit) === 0 ? 1 : -1;
      }
    }
  }
}
