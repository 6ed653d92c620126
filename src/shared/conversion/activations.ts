/**
 * What calibration images make of the neurons of one layer: the activations of each channel. Zeros are counted, not kept; so are negative
 * values, except where `magnitudes` were asked for.
 */
export interface LayerActivations {
  /** Activations of a channel over all positions and images. */
  readonly countPerChannel: number;
  /** Positive activations or, where asked for, magnitudes, in no particular order: [channel]. */
  readonly positive: readonly Float32Array[];
  /** Mean over the images of each unit: [unit], row-major. */
  readonly means: Float32Array;
}

/** Collects activations batch by batch. Holds all positive ones, 4 bytes each. */
export interface ActivationCollector {
  /** Activations of a layer for a batch of images: [image][unit], units row-major with channels last. */
  add(layer: string, activations: Float32Array, images: number): void;
  /** By the `key` of what was asked for. */
  finish(): ReadonlyMap<string, LayerActivations>;
}

/** What to collect. */
export interface CollectedLayer {
  readonly key: string;
  /** Entry of the model graph. */
  readonly name: string;
  readonly units: number;
  readonly channels: number;
  /** Bounds between which neurons can follow the values of the entry; values beyond count as the bound. */
  readonly least: number;
  readonly most: number;
  /** Whether negative values count by their magnitude. */
  readonly magnitudes: boolean;
}

export function collectActivations(layers: readonly CollectedLayer[]): ActivationCollector {
  const states = layers.map((layer) => ({
    ...layer,
    images: 0,
    sums: new Float64Array(layer.units),
    parts: Array.from({ length: layer.channels }, (): Float32Array[] => []),
  }));
  return {
    add(name, activations, images) {
      for (const state of states) {
        if (state.name !== name) continue;
        const { units, channels, sums, parts, least, most, magnitudes } = state;
        state.images += images;
        const room = activations.length / channels;
        const buffer = new Float32Array(activations.length);
        const ends = Uint32Array.from(parts, (_, channel) => channel * room);
        for (let first = 0; first < activations.length; first += units) {
          for (let unit = 0, channel = 0; unit < units; unit++) {
            const value = Math.min(Math.max(activations[first + unit]!, least), most);
            sums[unit]! += value;
            // Every value is written and only positive ones stay: which are positive no branch foresees.
            const end = ends[channel]!;
            const kept = magnitudes ? Math.abs(value) : value;
            buffer[end] = kept;
            ends[channel] = end + Number(kept > 0);
            if (++channel === channels) channel = 0;
          }
        }
        for (const [channel, end] of ends.entries()) parts[channel]!.push(buffer.slice(channel * room, end));
      }
    },
    finish: () =>
      new Map(
        states.map(({ key, units, channels, images, sums, parts }) => [
          key,
          {
            countPerChannel: (units / channels) * images,
            positive: parts.map(joined),
            means: Float32Array.from(sums, (sum) => sum / images),
          },
        ]),
      ),
  };
}

/** The activations of a whole layer as if it had one channel. */
export function overChannels({ countPerChannel, positive, means }: LayerActivations): LayerActivations {
  return { countPerChannel: countPerChannel * positive.length, positive: [joined(positive)], means };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const values = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let filled = 0;
  for (const part of parts) {
    values.set(part, filled);
    filled += part.length;
  }
  return values;
}
