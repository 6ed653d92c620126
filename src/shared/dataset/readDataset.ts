import { isGzip } from '../bytes/gunzip.ts';
import type { Shape } from '../model/graph.ts';
import { WorkbenchError } from '../problems/problems.ts';
import { sizeOf } from '../tensor.ts';
import { csvSplits } from './csv.ts';
import type { Dataset, Scaling } from './dataset.ts';
import type { DatasetFiles } from './datasetFiles.ts';
import { damaged, notADataset } from './errors.ts';
import { fitShape } from './fitShape.ts';
import { idxSplits, isIdx } from './idx.ts';
import { npzSplits } from './npz.ts';
import { pngSplits } from './pngFolder.ts';
import type { StoredSplit, StoredSplits } from './storedSplit.ts';

/** What to take of a data set and how the model takes it; what is left out has a default. */
export interface DatasetOptions {
  /** Default: `test` where there is one, else the only split. */
  readonly split?: string | undefined;
  /** First sample, counted from 0. */
  readonly offset?: number | undefined;
  /** Most samples; default: all from `offset`. */
  readonly limit?: number | undefined;
  /** Default: `unit` for 8-bit data, `none` for others. */
  readonly scaling?: Scaling | undefined;
  /** Input shape of the model, into which the samples are brought; default: as stored, tables of square length as images. */
  readonly inputShape?: Shape | undefined;
}

/**
 * Reads one split of an IDX, `.npz` or `.csv` data set, or of PNG images in folders. Throws the Problems notADataset, damagedDataset, severalDatasets, noSuchSplit,
 * noSamples, shapeMismatch. Labels are checked against a model by `checkLabels`.
 */
export async function readDataset(files: DatasetFiles, options: DatasetOptions = {}): Promise<Dataset> {
  const { name } = files;
  const splits = await openSplits(files, options.inputShape ?? null);
  const split = chooseSplit(name, [...splits.keys()], options.split);
  const stored = await splits.get(split)!((options.offset ?? 0) + (options.limit ?? Infinity));
  checkStored(name, stored);

  const { count: total, values, labels, classNames } = stored;
  const offset = options.offset ?? 0;
  if (offset >= total)
    throw new WorkbenchError({ area: 'dataset', kind: 'noSamples', file: name, offset, count: total });
  const end = Math.min(total, offset + (options.limit ?? total));
  const size = sizeOf(stored.sampleShape);
  return {
    name,
    split,
    splits: [...splits.keys()],
    sampleShape: fitShape(name, stored.sampleShape, options.inputShape ?? null),
    count: end - offset,
    offset,
    // A copy of the part, so that the rest can be freed.
    values: end - offset === total ? values : values.slice(offset * size, end * size),
    scaling: options.scaling ?? (values instanceof Uint8Array ? 'unit' : 'none'),
    labels: labels && labels.slice(offset, end),
    classNames,
  };
}

/** A split of a data set, without its samples. */
export interface SplitCount {
  readonly name: string;
  readonly samples: number;
  readonly hasLabels: boolean;
}

/** The splits of a data set and how many samples each has; throws as `readDataset` does. */
export async function countSplits(files: DatasetFiles): Promise<readonly SplitCount[]> {
  const counts: SplitCount[] = [];
  for (const [name, read] of await openSplits(files, null)) {
    const { count: samples, labels } = await read(1);
    counts.push({ name, samples, hasLabels: labels !== null });
  }
  return counts;
}

/** Finds the format in the first bytes, since names are only names. */
async function openSplits({ name, sources }: DatasetFiles, inputShape: Shape | null): Promise<StoredSplits> {
  const [first, ...others] = sources;
  if (first === undefined) throw notADataset(name, 'there is no file');
  // Only images are looked for in folders.
  if (first.name.includes('/')) return pngSplits(name, sources);
  const head = await first.slice(0, Math.min(8, first.byteLength));
  if (isGzip(head) || isIdx(head)) return idxSplits(name, sources);
  if (startsWith(head, 'PK') && others.length === 0) return npzSplits(first);
  const found = describeOtherFormat(head);
  if (found !== null) throw notADataset(first.name, found);
  return csvSplits(name, sources, inputShape && sizeOf(inputShape));
}

/** What a file is that is none of the formats; null for what may be text. */
function describeOtherFormat(head: Uint8Array): string | null {
  if (head.length === 0) return 'it is empty';
  if (startsWith(head, '\x89HDF')) return 'it is an HDF5 file';
  if (startsWith(head, '\x93NUMPY'))
    return 'it is a single .npy array; save images and labels together with numpy.savez';
  if (startsWith(head, '\x89PNG'))
    return 'it is a single PNG image; give the folder with one folder of images for each class';
  if (startsWith(head, '\xff\xd8\xff')) return 'it is a single JPEG image';
  if (startsWith(head, 'PAR1')) return 'it is a Parquet file';
  if (startsWith(head, '\x80')) return 'it is a Python pickle, which can only be opened by running it';
  return head.some((byte) => byte < 9) ? 'its first bytes are those of no known format' : null;
}

function startsWith(bytes: Uint8Array, start: string): boolean {
  return Array.from(start).every((character, i) => bytes[i] === character.charCodeAt(0));
}

function chooseSplit(file: string, splits: readonly string[], wanted: string | undefined): string {
  if (wanted === undefined && splits.length === 1) return splits[0]!;
  const split = wanted ?? 'test';
  if (!splits.includes(split)) throw new WorkbenchError({ area: 'dataset', kind: 'noSuchSplit', file, split, splits });
  return split;
}

/** Holds for every format: there are samples, and all their values are numbers. */
function checkStored(file: string, { count, sampleShape, values }: StoredSplit): void {
  const size = sizeOf(sampleShape);
  if (count * size === 0) throw notADataset(file, `it holds ${count} samples of ${size} values`);
  if (values instanceof Uint8Array) return;
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw damaged(file, `sample ${Math.floor(wrong / size)} holds the value ${values[wrong]}`);
}
