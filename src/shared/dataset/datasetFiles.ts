import type { ByteSource } from '../bytes/byteSource.ts';

/** The files that together are one data set: one `.npz`, one or more `.csv`, IDX images with their labels, or PNG images in folders. */
export interface DatasetFiles {
  /** What the user named, as shown to people: a file or a folder. */
  readonly name: string;
  /** Images in folders are named from the folder of the data set on: `train/cat/1.png`. */
  readonly sources: readonly ByteSource[];
}
