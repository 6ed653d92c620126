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
      const counts = new Uint32Array(channels);
      for (let i = 0; i < activations.length; i++) {
        sums[i % units]! += activations[i]!;
        if (activations[i]! > 0) counts[i % channels]!++;
      }
      const kept = Array.from(counts, (count) => new Float32Array(count));
      counts.fill(0);
      for (let i = 0; i < activations.length; i++) {
        const channel = i % channels;
        if (activations[i]! > 0) kept[channel]![counts[channel]!++] = activations[i]!;
      }
      for (const [channel, values] of kept.entries()) parts[channel]!.push(values);
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
