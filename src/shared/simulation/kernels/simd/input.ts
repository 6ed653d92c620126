import { streamCounter } from '../../../random.ts';
import type { Milliseconds } from '../../../units.ts';
import { encodeValue, spikeWordLimit, type ValueEncoding } from '../../encoders.ts';
import type { Encoding, Poisson } from '../../encoding.ts';
import type { RandomDraw } from '../../engine.ts';
import type { Arena } from './arena.ts';
import type { Workshop } from './running.ts';
import type { SpikeStore } from './spikeStore.ts';

/** The input population: what the encoding makes of a sample. */
export interface Input {
  encode(sample: Float32Array, draw: RandomDraw): void;
  /** Sets the bits of the spikes of a block, as `RunningPopulation.run` does. */
  run(steps: number, first: number): void;
}

export function createInput(workshop: Workshop, index: number, encoding: Encoding, timeStep: Milliseconds): Input {
  const { arena, values, steps } = workshop;
  const store = workshop.stores[index]!;
  const size = store.pixels * store.channels;
  switch (encoding.kind) {
    case 'constantCurrent':
      return { encode: (sample) => arena.floats(values[index]!, size).set(sample), run() {} };
    case 'poisson':
      return createPoisson(workshop, store, encoding, timeStep);
    case 'intrinsicallyBursting':
    case 'phaseShiftOscillation':
      return createStored(arena, store, encoding, steps, timeStep);
  }
}

/** Words of a record of two neurons that share a block of random words; see wasm/poisson.ts. */
const pairWords = 4;

function createPoisson(
  { arena, kernels }: Workshop,
  store: SpikeStore,
  { maxRate }: Poisson,
  timeStep: Milliseconds,
): Input {
  const size = store.pixels * store.channels;
  const pairs = arena.allocate(Math.ceil(size / 2) * pairWords * 4);
  let count = 0;
  let draw: RandomDraw = { seed: 0, sample: 0 };
  return {
    encode(sample, sampleDraw) {
      draw = sampleDraw;
      count = 0;
      const records = arena.words(pairs, Math.ceil(size / 2) * pairWords);
      for (let neuron = 0; neuron < size; neuron += 2) {
        const even = spikeWordLimit(sample[neuron]!, maxRate, timeStep);
        const odd = neuron + 1 < size ? spikeWordLimit(sample[neuron + 1]!, maxRate, timeStep) : null;
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
    },
  };
}

/** Trains are kept by value: images have few different ones. */
const keptTrains = 4096;

function createStored(
  arena: Arena,
  store: SpikeStore,
  encoding: ValueEncoding,
  steps: number,
  timeStep: Milliseconds,
): Input {
  const kept = new Map<number, Uint32Array>();
  /** The steps in which a neuron of this value spikes. */
  function trainOf(value: number): Uint32Array {
    let train = kept.get(value);
    if (train === undefined) {
      if (kept.size === keptTrains) kept.clear();
      train = stepsOfSpikes(encodeValue(encoding, value, steps, timeStep));
      kept.set(value, train);
    }
    return train;
  }
  const rowWords = store.pixels * store.words;
  /** The neurons that spike at all, with their trains and the position of the next spike in each. */
  let active: { readonly word: number; readonly bit: number; readonly train: Uint32Array; next: number }[] = [];
  return {
    encode(sample) {
      active = [];
      for (let neuron = 0; neuron < sample.length; neuron++) {
        const train = trainOf(sample[neuron]!);
        if (train.length === 0) continue;
        const channel = neuron % store.channels;
        const word = ((neuron - channel) / store.channels) * store.words + (channel >> 5);
        active.push({ word, bit: 1 << (channel & 31), train, next: 0 });
      }
    },
    run(count, first) {
      const masks = clearBlock(arena, store, count);
      const end = first + count;
      for (const neuron of active) {
        const { word, bit, train } = neuron;
        let next = neuron.next;
        for (; next < train.length && train[next]! < end; next++)
          masks[(train[next]! - first) * rowWords + word]! |= bit;
        neuron.next = next;
      }
    },
  };
}

function stepsOfSpikes(spikes: Uint8Array): Uint32Array {
  const steps: number[] = [];
  for (const [step, spike] of spikes.entries()) if (spike === 1) steps.push(step);
  return Uint32Array.from(steps);
}

/** Clears the rows of a block and returns them: [step][pixel][word]. */
function clearBlock(arena: Arena, { masks, pixels, words }: SpikeStore, steps: number): Uint32Array {
  const rowWords = pixels * words;
  return arena.words(masks + rowWords * 4, steps * rowWords).fill(0);
}
