import type { Population } from '../../../conversion/network.ts';
import type { Address, Arena } from './arena.ts';
import { storeStruct } from './structs.ts';

/** Where the spikes of a population lie: the `Spikes` of wasm/structs.ts. */
export interface SpikeStore {
  readonly struct: Address;
  readonly pixels: number;
  readonly channels: number;
  readonly words: number;
  readonly masks: Address;
  readonly starts: Address;
  /** Spikes in each step of the sample. */
  readonly counts: Address;
}

/** Room for blocks of `blockSteps`, with the row of the step before them. */
export function createSpikeStore(
  arena: Arena,
  { shape: [height, width, channels] }: Population,
  blockSteps: number,
  steps: number,
): SpikeStore {
  const pixels = height * width;
  const words = Math.ceil(channels / 32);
  const rows = blockSteps + 1;
  const masks = arena.allocate(rows * pixels * words * 4);
  const starts = arena.allocate(rows * (pixels + 1) * 4);
  const events = arena.allocate(rows * pixels * channels * 4);
  // The list of spikes may be written, and read, a few entries past its end.
  arena.allocate(256);
  const struct = storeStruct(arena, 'spikes', { pixels, channels, words, masks, starts, events, rows: 0 });
  return { struct, pixels, channels, words, masks, starts, counts: arena.allocate(steps * 4) };
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
