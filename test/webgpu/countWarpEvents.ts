import type { ConvolutionSynapses, PopulationShape } from '../../src/shared/conversion/network.ts';
import type { SpikeTrain } from '../../src/shared/simulation/recording.ts';

/** Threads that run in step on a graphics card: what the busiest of them does, all of them wait for. */
export const warp = 32;

/** Source neurons `first` to `last` − 1 of a window: the engine goes through their spikes 32 neurons at a time. */
interface Run {
  readonly first: number;
  readonly last: number;
}

/**
 * Looks at words and additions of the threads of a convolution, over all steps of a train, as the engine's `synapses.ts` goes about it: row by
 * row of the window, word by word, spike by spike. Threads whose pixels share a warp wait for each other at every word.
 */
export function countWarpEvents(
  synapse: ConvolutionSynapses,
  source: PopulationShape,
  target: PopulationShape,
  train: SpikeTrain,
  threads: number,
): number {
  const places = placesOf(synapse, source, target);
  const threadsOfPlace = threads / places.length;
  const warps = groupWarps(places.length, threadsOfPlace);
  const words = new Uint32Array(Math.ceil((source[0] * source[1] * source[2]) / 32));
  let events = 0;
  for (let step = 0; step + 1 < train.offsets.length; step++) {
    words.fill(0);
    for (const word of train.words.subarray(train.offsets[step], train.offsets[step + 1])) {
      const neuron = word & 0x7fffffff;
      words[neuron >> 5]! |= 1 << (neuron & 31);
    }
    for (const { from, to, count } of warps) events += count * warp * busiest(places, from, to, words);
  }
  return events;
}

/** Events of the busiest thread of a warp that holds the places from `from` to `to`: at each word the most of any. */
function busiest(places: readonly (readonly Run[])[], from: number, to: number, words: Uint32Array): number {
  let events = 0;
  const rows = places[from]!.length;
  for (let row = 0; row < rows; row++) {
    const most: number[] = [];
    for (let place = from; place <= to; place++) {
      const { first, last } = places[place]![row]!;
      if (last <= first) continue;
      for (let word = first >> 5, at = 0; word < (last + 31) >> 5; word++, at++) {
        let bits = words[word]!;
        if (word === first >> 5) bits &= -1 << (first & 31);
        if (word === (last - 1) >> 5) bits &= -1 >>> (31 - ((last - 1) & 31));
        most[at] = Math.max(most[at] ?? 0, 1 + popcount(bits));
      }
    }
    for (const count of most) events += count;
  }
  return events;
}

/** Which places share a warp, and how many warps do the same. A place is a target pixel, or a group of channels of one. */
function groupWarps(places: number, threads: number): readonly { from: number; to: number; count: number }[] {
  const warps: { from: number; to: number; count: number }[] = [];
  for (let first = 0; first < places * threads; first += warp) {
    const from = Math.floor(first / threads);
    const to = Math.min(places - 1, Math.floor((first + warp - 1) / threads));
    const previous = warps.at(-1);
    if (previous?.from === from && previous.to === to) previous.count++;
    else warps.push({ from, to, count: 1 });
  }
  return warps;
}

/** [place][row of the window, or cell where cells do not lie side by side]: empty runs outside the image. */
function placesOf(
  { window, groups }: ConvolutionSynapses,
  [height, width, inputs]: PopulationShape,
  target: PopulationShape,
): readonly (readonly Run[])[] {
  const { size, strides, dilation, before } = window;
  const places: Run[][] = [];
  for (let pixel = 0; pixel < target[0] * target[1]; pixel++) {
    const top = Math.floor(pixel / target[1]) * strides[0] - before[0];
    const left = (pixel % target[1]) * strides[1] - before[1];
    for (let group = 0; group < groups; group++) {
      const runs: Run[] = [];
      for (let ky = 0; ky < size[0]; ky++) {
        const y = top + ky * dilation[0];
        const isInside = y >= 0 && y < height;
        if (groups === 1 && dilation[1] === 1) {
          const [begin, end] = [Math.max(0, left), Math.min(width, left + size[1])];
          runs.push(isInside ? { first: (y * width + begin) * inputs, last: (y * width + end) * inputs } : empty);
          continue;
        }
        const share = inputs / groups;
        for (let kx = 0; kx < size[1]; kx++) {
          const x = left + kx * dilation[1];
          const first = (y * width + x) * inputs + group * share;
          runs.push(isInside && x >= 0 && x < width ? { first, last: first + share } : empty);
        }
      }
      places.push(runs);
    }
  }
  return places;
}

const empty: Run = { first: 0, last: 0 };

function popcount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}
