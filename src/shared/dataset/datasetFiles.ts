import type { ByteSource } from '../bytes/byteSource.ts';

/** The files that together are one data set: one `.npz`, one or more `.csv`, or IDX images with their labels. */
export interface DatasetFiles {
  /** What the user named, as shown to people: a file or a folder. */
  readonly name: string;
  readonly sources: readonly ByteSource[];
}
