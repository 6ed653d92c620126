import { asConvolutionWindow, averagePoolingWeight, reachedAlongAxis } from '../../../conversion/connectivity.ts';
import type {
  ConvolutionWindow,
  MaximumTraceSynapses,
  Population,
  PopulationShape,
  Synapses,
} from '../../../conversion/network.ts';
import type { Address, Arena } from './arena.ts';
import { lanesOf } from './lanes.ts';
import { type SpikeStore, storeLists } from './spikeStore.ts';
import { storeStruct } from './structs.ts';

type LinearSynapses = Exclude<Synapses, MaximumTraceSynapses>;

/** The runs of targets that the spikes of each source pixel and channel reach; see `Fan` in wasm/structs.ts. */
interface FanTables {
  /** [source pixel]: pairs of (target bytes, weight bytes). */
  readonly pixels: readonly (readonly number[])[];
  /** [source channel][2]: what it adds to both. */
  readonly channels: readonly number[];
  readonly weights: Float32Array;
  readonly run: number;
}

export const fanKind = 0;

export function createFan(
  arena: Arena,
  synapse: LinearSynapses,
  target: Population,
  source: Population,
  store: SpikeStore,
): Address {
  const { pixels, channels, weights, run } = fanTables(synapse, source.shape, target.shape);
  return storeStruct(arena, 'fan', {
    kind: fanKind,
    spikes: store.struct,
    delay: synapse.delay,
    pixels: storeLists(arena, pixels),
    channels: arena.storeWords(channels),
    weights: arena.storeFloats(weights),
    run,
  });
}

function fanTables(synapse: LinearSynapses, source: PopulationShape, target: PopulationShape): FanTables {
  const inputs = source[2];
  const outputs = target[2];
  const pixelBytes = lanesOf(outputs) * 4;
  switch (synapse.kind) {
    case 'dense': {
      const targetPixels = target[0] * target[1];
      const rowBytes = targetPixels * outputs * 4;
      return {
        pixels: Array.from({ length: source[0] * source[1] }, (_, pixel) =>
          Array.from({ length: targetPixels }, (__, to) => [
            to * pixelBytes,
            pixel * inputs * rowBytes + to * outputs * 4,
          ]).flat(),
        ),
        channels: perChannel(inputs, (c) => [0, c * rowBytes]),
        weights: synapse.weights,
        run: outputs,
      };
    }
    case 'convolution': {
      const groupInputs = inputs / synapse.groups;
      const groupOutputs = outputs / synapse.groups;
      return {
        pixels: pairs(source, target, synapse.window, (to, cell) => [
          to * pixelBytes,
          cell * groupInputs * outputs * 4,
        ]),
        channels: perChannel(inputs, (c) => {
          const firstOutput = Math.floor(c / groupInputs) * groupOutputs;
          return [firstOutput * 4, ((c % groupInputs) * outputs + firstOutput) * 4];
        }),
        weights: synapse.weights,
        run: groupOutputs,
      };
    }
    case 'depthwise': {
      const { multiplier } = synapse;
      return {
        pixels: pairs(source, target, synapse.window, (to, cell) => [to * pixelBytes, cell * inputs * multiplier * 4]),
        channels: perChannel(inputs, (c) => [c * multiplier * 4, c * multiplier * 4]),
        weights: synapse.weights,
        run: multiplier,
      };
    }
    case 'averagePooling':
      return {
        pixels: pairs(source, target, asConvolutionWindow(synapse.window), (to) => [to * pixelBytes, to * 4]),
        channels: perChannel(inputs, (c) => [c * 4, 0]),
        weights: Float32Array.from({ length: target[0] * target[1] }, (_, pixel) =>
          averagePoolingWeight(synapse, source, target, pixel * outputs),
        ),
        run: 1,
      };
  }
}

function perChannel(channels: number, pair: (channel: number) => readonly [number, number]): readonly number[] {
  return Array.from({ length: channels }, (_, channel) => pair(channel)).flat();
}

function pairs(
  [height, width]: PopulationShape,
  [targetHeight, targetWidth]: PopulationShape,
  window: ConvolutionWindow,
  pair: (targetPixel: number, kernelCell: number) => readonly [number, number],
): readonly (readonly number[])[] {
  const rows = Array.from({ length: height }, (_, y) => reachedAlongAxis(y, targetHeight, 0, window));
  const columns = Array.from({ length: width }, (_, x) => reachedAlongAxis(x, targetWidth, 1, window));
  return Array.from({ length: height * width }, (_, pixel) =>
    rows[Math.floor(pixel / width)]!.flatMap((row) =>
      columns[pixel % width]!.flatMap((column) =>
        pair(row.target * targetWidth + column.target, row.kernel * window.size[1] + column.kernel),
      ),
    ),
  );
}
