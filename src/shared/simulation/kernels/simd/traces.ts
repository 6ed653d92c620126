import { windowCells } from '../../../conversion/connectivity.ts';
import { type MaximumTraceSynapses, type Population, populationSize } from '../../../conversion/network.ts';
import type { Address, Arena } from './arena.ts';
import { type SpikeStore, storeLists } from './spikeStore.ts';
import { storeStruct } from './structs.ts';

const tracesKind = 1;

/** ANNarchy's max pooling: a trace for every source neuron; see `Traces` in wasm/structs.ts. */
export function createTraces(
  arena: Arena,
  { window, decay, increment, delay }: MaximumTraceSynapses,
  target: Population,
  source: Population,
  store: SpikeStore,
  values: Address,
): { readonly struct: Address; rest(): void } {
  const size = populationSize(source);
  const trace = arena.allocate(size * 4);
  const struct = storeStruct(arena, 'traces', {
    kind: tracesKind,
    spikes: store.struct,
    delay,
    trace,
    decay,
    increment,
    values,
    cells: storeLists(
      arena,
      sourcePixels(window, source, target).map((pixels) => pixels.map((pixel) => pixel * source.shape[2] * 4)),
    ),
  });
  return { struct, rest: () => void arena.floats(trace, size).fill(0) };
}

/** [target pixel]: the source pixels in its window, ascending. */
export function sourcePixels(
  window: MaximumTraceSynapses['window'],
  { shape: [sourceHeight, sourceWidth] }: Population,
  { shape: [height, width] }: Population,
): readonly (readonly number[])[] {
  return Array.from({ length: height * width }, (_, pixel) =>
    windowCells(window, [sourceHeight, sourceWidth, 1], [height, width, 1], pixel),
  );
}
