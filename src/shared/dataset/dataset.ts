import type { Shape } from '../model/graph.ts';

/** How stored values become the network's inputs: `unit` divides by 255, `none` leaves them. */
export type Scaling = 'unit' | 'none';

/** One split of a data set, in memory. Values stay in the type of the file; `readSample` scales. */
export interface Dataset {
  /** Name shown to people: file or folder name. */
  readonly name: string;
  readonly split: string;
  /** Splits that the source has, e.g. ['train', 'test']. */
  readonly splits: readonly string[];
  readonly sampleShape: Shape;
  /** Number of samples. */
  readonly count: number;
  /** Position in the split of sample 0: random streams use offset + index, so that a subset gives the same results as the whole. */
  readonly offset: number;
  /** [sample][value], row-major. */
  readonly values: Uint8Array | Float32Array;
  readonly scaling: Scaling;
  /** [sample]; null where the source has none. */
  readonly labels: Int32Array | null;
  readonly classNames: readonly string[] | null;
}

/** Writes sample `index` as the network sees it into `into` (length: product of sampleShape). */
export function readSample(dataset: Dataset, index: number, into: Float32Array): void {
  const size = into.length;
  const start = index * size;
  for (let i = 0; i < size; i++) into[i] = dataset.values[start + i]!;
  if (dataset.scaling === 'unit') for (let i = 0; i < size; i++) into[i] = into[i]! / 255;
}

/** Samples `from` to `from + count - 1` as the network sees them, [sample][value]. */
export function readSamples(dataset: Dataset, from: number, count: number): Float32Array {
  const size = dataset.sampleShape.reduce((product, extent) => product * extent, 1);
  const samples = new Float32Array(count * size);
  for (let i = 0; i < count; i++) readSample(dataset, from + i, samples.subarray(i * size, (i + 1) * size));
  return samples;
}
