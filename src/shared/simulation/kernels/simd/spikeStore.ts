import type { Population } from '../../../conversion/network.ts';
import type { Address, Arena } from './arena.ts';
import { negativeSpike, neuronOf } from '../../recording.ts';
import type { SpikeForm } from './forms.ts';
import { storeStruct } from './structs.ts';

/** Where the spikes of a population lie: the `Spikes` of wasm/structs.ts. */
export interface SpikeStore {
  readonly struct: Address;
  readonly pixels: number;
  readonly channels: number;
  readonly words: number;
  /** Several spikes of a neuron in a step: they are listed at once, and never held as bits. */
  readonly listed: boolean;
  readonly masks: Address;
  /** The bits of the spikes that are −1, laid out like `masks`; 0 where none can be. */
  readonly signs: Address;
  readonly starts: Address;
  /** Spikes in each step of the sample. */
  readonly counts: Address;
}

/** Room for blocks of `blockSteps`, with the row of the step before them. */
export function createSpikeStore(
  arena: Arena,
  { shape: [height, width, channels] }: Population,
  { signed, limit }: SpikeForm,
  blockSteps: number,
  steps: number,
): SpikeStore {
  const pixels = height * width;
  const words = Math.ceil(channels / 32);
  const rows = blockSteps + 1;
  const listed = limit > 1;
  const masks = arena.allocate(rows * pixels * words * 4);
  const signs = signed && !listed ? arena.allocate(rows * pixels * words * 4) : 0;
  const starts = arena.allocate(rows * (pixels + 1) * 4);
  const events = arena.allocate(rows * pixels * channels * limit * 4);
  // The list of spikes may be written, and read, a few entries past its end.
  arena.allocate(256);
  const struct = storeStruct(arena, 'spikes', {
    pixels,
    channels,
    words,
    masks,
    starts,
    events,
    rows: 0,
    signs,
    listed: listed ? 1 : 0,
  });
  return { struct, pixels, channels, words, listed, masks, signs, starts, counts: arena.allocate(steps * 4) };
}

/** Clears the bits of a block, unless its spikes are listed at once, and returns them: [step][pixel][word]. */
export function clearBlock(arena: Arena, { masks, signs, pixels, words }: SpikeStore, steps: number): Uint32Array {
  const rowWords = pixels * words;
  if (signs !== 0) arena.words(signs + rowWords * 4, steps * rowWords).fill(0);
  return arena.words(masks + rowWords * 4, steps * rowWords).fill(0);
}

/** The spikes of a listed row, as the words of a `SpikeTrain`. Row r + 1 is step r of the block. */
export function spikesOfRow(arena: Arena, { starts, pixels }: SpikeStore, row: number): Uint32Array {
  const ends = arena.words(starts + row * startsBytes({ pixels }), pixels + 1);
  return arena.words(ends[0]!, (ends[pixels]! - ends[0]!) / 4);
}

/** Writes the spikes of a row, ascending: as bits into a cleared block, or as a list after the row before. */
export function writeSpikesOfRow(arena: Arena, store: SpikeStore, row: number, spikes: ArrayLike<number>): void {
  const { masks, signs, starts, pixels, channels, words } = store;
  if (store.listed) {
    const ends = arena.words(starts + (row * (pixels + 1) - 1) * 4, pixels + 2);
    arena.words(ends[0]!, spikes.length).set(spikes);
    let at = 0;
    for (let pixel = 0; pixel <= pixels; pixel++) {
      while (at < spikes.length && neuronOf(spikes[at]!) < pixel * channels) at++;
      ends[pixel + 1] = ends[0]! + at * 4;
    }
    return;
  }
  const rowWords = pixels * words;
  const bits = arena.words(masks + row * rowWords * 4, rowWords);
  const negatives = signs === 0 ? null : arena.words(signs + row * rowWords * 4, rowWords);
  for (let i = 0; i < spikes.length; i++) {
    const neuron = neuronOf(spikes[i]!);
    const channel = neuron % channels;
    const word = ((neuron - channel) / channels) * words + (channel >> 5);
    bits[word]! |= 1 << (channel & 31);
    if (spikes[i]! >= negativeSpike) negatives![word]! |= 1 << (channel & 31);
  }
}

/** Address of the `starts` of the row that synapses of a delay read in the block's first step. */
export function firstStarts({ starts, pixels }: SpikeStore, delay: number): Address {
  return starts + (1 - delay) * startsBytes({ pixels });
}

/** Bytes of a row of `starts`. */
export function startsBytes({ pixels }: Pick<SpikeStore, 'pixels'>): number {
  return (pixels + 1) * 4;
}

/** Stores lists of words for every pixel (or neuron): the address of each list's first word, and of the end. */
export function storeLists(arena: Arena, lists: readonly (readonly number[])[]): Address {
  const flat = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0));
  const offsets = new Uint32Array(lists.length + 1);
  let next = 0;
  for (const [index, list] of lists.entries()) {
    flat.set(list, next);
    next += list.length;
    offsets[index + 1] = next;
  }
  const address = arena.storeWords(flat);
  return arena.storeWords(offsets.map((offset) => address + offset * 4));
}
