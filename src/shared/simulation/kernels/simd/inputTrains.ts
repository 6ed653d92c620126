import type { Milliseconds } from '../../../units.ts';
import { encodeValue } from '../../encoders.ts';
import type { ValueEncoding } from '../../encoding.ts';
import { negativeSpike } from '../../recording.ts';
import type { Input } from './input.ts';
import type { Workshop } from './running.ts';
import { clearBlock, type SpikeStore, writeSpikesOfRow } from './spikeStore.ts';

/** Trains are kept by value: images have few different ones. */
const keptTrains = 4096;

/** The spikes of one value: the steps that have any, ascending, and how many each has, negative ones below zero. */
interface Train {
  readonly steps: Uint32Array;
  readonly counts: Int8Array;
}

/** A neuron that spikes at all, with the position of its next step in its train. */
interface Active {
  readonly neuron: number;
  readonly word: number;
  readonly bit: number;
  readonly train: Train;
  next: number;
}

/** Encodings in which a neuron's spikes follow from its value alone. */
export function createTrains(
  { arena, steps }: Workshop,
  store: SpikeStore,
  encoding: ValueEncoding,
  timeStep: Milliseconds,
): Input {
  const kept = new Map<number, Train>();
  const { pixels, channels, words, signs } = store;
  const rowWords = pixels * words;
  let active: Active[] = [];
  return {
    encode(sample) {
      active = [];
      for (let neuron = 0; neuron < sample.length; neuron++) {
        const train = trainOf(sample[neuron]!);
        if (train.steps.length === 0) continue;
        const channel = neuron % channels;
        const word = ((neuron - channel) / channels) * words + (channel >> 5);
        active.push({ neuron, word, bit: 1 << (channel & 31), train, next: 0 });
      }
    },
    run: store.listed ? list : mark,
  };

  function trainOf(value: number): Train {
    let train = kept.get(value);
    if (train === undefined) {
      if (kept.size === keptTrains) kept.clear();
      const spikes = encodeValue(encoding, value, steps, timeStep);
      const filled = Array.from(spikes.keys()).filter((step) => spikes[step] !== 0);
      train = { steps: Uint32Array.from(filled), counts: Int8Array.from(filled, (step) => spikes[step]!) };
      kept.set(value, train);
    }
    return train;
  }

  function mark(count: number, first: number): void {
    const masks = clearBlock(arena, store, count);
    const negatives = signs === 0 ? null : arena.words(signs + rowWords * 4, count * rowWords);
    const end = first + count;
    for (const neuron of active) {
      const { word, bit, train } = neuron;
      let next = neuron.next;
      for (; next < train.steps.length && train.steps[next]! < end; next++) {
        const at = (train.steps[next]! - first) * rowWords + word;
        masks[at]! |= bit;
        if (train.counts[next]! < 0) negatives![at]! |= bit;
      }
      neuron.next = next;
    }
  }

  function list(count: number, first: number): void {
    for (let step = 0; step < count; step++) {
      const spikes: number[] = [];
      for (const spiking of active) {
        const { neuron, train, next } = spiking;
        if (train.steps[next] !== first + step) continue;
        const sent = train.counts[next]!;
        for (let i = 0; i < Math.abs(sent); i++) spikes.push(sent < 0 ? (neuron | negativeSpike) >>> 0 : neuron);
        spiking.next++;
      }
      writeSpikesOfRow(arena, store, step + 1, spikes);
    }
  }
}
