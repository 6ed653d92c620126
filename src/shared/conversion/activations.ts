/** What calibration images make of one layer: the activations of each channel. Zeros and negative values are counted, not kept. */
export interface LayerActivations {
  /** Activations of a channel over all positions and images. */
  readonly countPerChannel: number;
  /** Positive activations, in no particular order: [channel]. */
  readonly positive: readonly Float32Array[];
  /** Mean over the images of each unit: [unit], row-major. */
  readonly means: Float32Array;
}

/** Collects activations batch by batch. Holds all positive ones, 4 bytes each. */
export interface ActivationCollector {
  /** Activations of a layer for a batch of images: [image][unit], units row-major with channels last. */
  add(layer: string, activations: Float32Array, images: number): void;
  finish(): ReadonlyMap<string, LayerActivations>;
}

export interface CollectedLayer {
  readonly name: string;
  readonly units: number;
  readonly channels: number;
}

export function collectActivations(layers: readonly CollectedLayer[]): ActivationCollector {
  const states = new Map(
    layers.map(({ name, units, channels }) => [
      name,
      {
        units,
        channels,
        images: 0,
        sums: new Float64Array(units),
        parts: Array.from({ length: channels }, (): Float32Array[] => []),
      },
    ]),
  );
  return {
    add(layer, activations, images) {
      const state = states.get(layer);
      if (state === undefined) return;
      const { units, channels, sums, parts } = state;
      state.images += images;
      const room = activations.length / channels;
      const buffer = new Float32Array(activations.length);
      const ends = Uint32Array.from(parts, (_, channel) => channel * room);
      for (let first = 0; first < activations.length; first += units) {
        for (let unit = 0, channel = 0; unit < units; unit++) {
          const value = activations[first + unit]!;
          sums[unit]! += value;
          // Every value is written and only positive ones stay: which are positive no branch foresees.
          const end = ends[channel]!;
          buffer[end] = value;
          ends[channel] = end + Number(value > 0);
          if (++channel === channels) channel = 0;
        }
      }
      for (const [channel, end] of ends.entries()) parts[channel]!.push(buffer.slice(channel * room, end));
    },
    finish: () =>
      new Map(
        [...states].map(([name, { units, channels, images, sums, parts }]) => [
          name,
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
