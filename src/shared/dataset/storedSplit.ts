import type { Shape } from '../model/graph.ts';

/** All samples of one split as the file has them: before choice of samples, reshaping and scaling. */
export interface StoredSplit {
  readonly sampleShape: Shape;
  /** Samples that the file has. */
  readonly count: number;
  /** [sample][value], row-major, of the samples that were asked for at least; bytes where the file holds 8-bit data. */
  readonly values: Uint8Array | Float32Array;
  /** [sample]; null where the source has none. */
  readonly labels: Int32Array | null;
  readonly classNames: readonly string[] | null;
}

/** Splits by name; each is read when it is asked for, as far as its first `upTo` samples (Infinity: all) where the format allows it. */
export type StoredSplits = ReadonlyMap<string, (upTo: number) => Promise<StoredSplit>>;
