import type { Shape } from '../model/graph.ts';

/** All samples of one split as the file has them: before choice of samples, reshaping and scaling. */
export interface StoredSplit {
  readonly sampleShape: Shape;
  readonly count: number;
  /** [sample][value], row-major; bytes where the file holds 8-bit data. */
  readonly values: Uint8Array | Float32Array;
  /** [sample]; null where the source has none. */
  readonly labels: Int32Array | null;
  readonly classNames: readonly string[] | null;
}

/** Splits by name; each is read when it is asked for. */
export type StoredSplits = ReadonlyMap<string, () => Promise<StoredSplit>>;
