import type { ConvolutionSynapses, DenseSynapses, Population, Synapses } from '../../../conversion/network.ts';
import type { Address, Arena } from './arena.ts';
import type { SpikeForm } from './forms.ts';
import { lanesOf } from './lanes.ts';
import { firstStarts, type SpikeStore, startsBytes, storeLists } from './spikeStore.ts';
import { storeStruct } from './structs.ts';

/** Synapses whose weights lie as rows that a run of source pixels finds one after the other. */
export type RowSynapses = DenseSynapses | ConvolutionSynapses;

export function haveRows(synapses: Synapses): synapses is RowSynapses {
  return synapses.kind === 'dense' || (synapses.kind === 'convolution' && synapses.groups === 1);
}

/** Bytes of a weight row of 32 lanes: what the kernels' lists count in. */
const rowBytes = 128;
/** Lists fill up to here before the tiles run: they stay in the second-level cache beside the weights (docs/decisions/0011). */
const listBytes = 65536;

/** Prepares the weights, and the run of source pixels that each target pixel sees; see `Rows` in wasm/structs.ts. */
export function createRows(
  arena: Arena,
  synapses: readonly RowSynapses[],
  target: Population,
  populations: readonly Population[],
  stores: readonly SpikeStore[],
  forms: readonly SpikeForm[],
  blockSteps: number,
): Address {
  const pixels = target.shape[0] * target.shape[1];
  const segments = Array.from({ length: pixels }, (): number[] => []);
  const longest = new Float64Array(pixels);
  let longestRun = 0;
  let firstRow = 0;
  for (const synapse of synapses) {
    const store = stores[synapse.source]!;
    const source = populations[synapse.source]!;
    const most = forms[synapse.source]!.limit * store.channels;
    for (let pixel = 0; pixel < pixels; pixel++) {
      for (const { from, to, row } of runsSeen(synapse, source, target, pixel)) {
        const shift = (firstRow + row - from * store.channels) * rowBytes;
        const first = firstStarts(store, synapse.delay) + from * 4;
        segments[pixel]!.push(first, startsBytes(store), (to - from) * 4, shift);
        longest[pixel]! += (to - from) * most;
        longestRun = Math.max(longestRun, (to - from) * most);
      }
    }
    firstRow += rowCount(synapse, source, target);
  }
  const signed = synapses.some(({ source }) => forms[source]!.signed);
  const rows = signed ? 2 * firstRow : firstRow;
  const list = arena.allocate(listBytes + Math.max(0, ...longest) * 4 + 256);
  return storeStruct(arena, 'rows', {
    segments: storeLists(arena, segments),
    weights: storeTiles(arena, synapses, target, populations, rows, signed),
    tileBytes: (rows + 1) * rowBytes,
    blank: rows * rowBytes,
    list,
    listLimit: list + listBytes,
    ends: arena.allocate(blockSteps * 4),
    longestRun,
    negative: signed ? firstRow * rowBytes : 0,
  });
}

/** Source pixels `from` … `to` − 1 whose neurons' weight rows follow one another from `row` on. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly row: number;
}

/** The runs that a target pixel sees, ascending. */
function runsSeen(synapse: RowSynapses, source: Population, target: Population, pixel: number): readonly Run[] {
  const [height, width, channels] = source.shape;
  if (synapse.kind === 'dense') return [{ from: 0, to: height * width, row: pixel * height * width * channels }];
  const { size, strides, dilation, before } = synapse.window;
  const top = Math.floor(pixel / target.shape[1]) * strides[0] - before[0];
  const left = (pixel % target.shape[1]) * strides[1] - before[1];
  const runs: Run[] = [];
  for (let ky = 0; ky < size[0]; ky++) {
    const y = top + ky * dilation[0];
    if (y < 0 || y >= height) continue;
    const add = (firstCell: number, firstColumn: number, cells: number): void => {
      const from = Math.max(0, firstColumn);
      const to = Math.min(width, firstColumn + cells);
      if (from >= to) return;
      const cell = ky * size[1] + firstCell + from - firstColumn;
      runs.push({ from: y * width + from, to: y * width + to, row: cell * channels });
    };
    if (dilation[1] === 1) add(0, left, size[1]);
    else for (let kx = 0; kx < size[1]; kx++) add(kx, left + kx * dilation[1], 1);
  }
  return runs;
}

function rowCount(synapse: RowSynapses, source: Population, target: Population): number {
  const [height, width, channels] = source.shape;
  return synapse.kind === 'dense'
    ? target.shape[0] * target.shape[1] * height * width * channels
    : synapse.window.size[0] * synapse.window.size[1] * channels;
}

/** [tile][row][lane], `signed`: then the same negated, then a row of −0 in each tile; zeros in the lanes past the last channel. */
function storeTiles(
  arena: Arena,
  synapses: readonly RowSynapses[],
  target: Population,
  populations: readonly Population[],
  rows: number,
  signed: boolean,
): Address {
  const channels = target.shape[2];
  const lanes = lanesOf(channels);
  const address = arena.allocate((rows + 1) * lanes * 4);
  const tiles = arena.floats(address, (rows + 1) * lanes);
  for (let first = 0; first < lanes; first += 32) {
    const width = Math.min(32, lanes - first);
    let to = first * (rows + 1);
    for (const synapse of synapses) {
      const source = populations[synapse.source]!;
      const count = rowCount(synapse, source, target);
      for (let row = 0; row < count; row++, to += width) {
        const from = rowStart(synapse, source, target, row) + first;
        tiles.set(synapse.weights.subarray(from, from + Math.min(width, channels - first)), to);
      }
    }
    if (signed) {
      const start = first * (rows + 1);
      const length = to - start;
      for (let at = 0; at < length; at++) tiles[to + at] = -tiles[start + at]!;
      to += length;
    }
    tiles.fill(-0, to, to + width);
  }
  return address;
}

/** Where a row begins in the synapses' own weights. */
function rowStart(synapse: RowSynapses, source: Population, target: Population, row: number): number {
  const channels = target.shape[2];
  if (synapse.kind === 'convolution') return row * channels;
  const sources = source.shape[0] * source.shape[1] * source.shape[2];
  const pixel = Math.floor(row / sources);
  return ((row % sources) * target.shape[0] * target.shape[1] + pixel) * channels;
}
