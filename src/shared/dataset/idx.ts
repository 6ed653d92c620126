import { type ByteSource, readAll } from '../bytes/byteSource.ts';
import { gunzip, isGzip } from '../bytes/gunzip.ts';
import { WorkbenchError } from '../problems/problems.ts';
import { sizeOf } from '../tensor.ts';
import { idxLabelsNames, splitOfName } from './fileNames.ts';
import { toLabels } from './labels.ts';
import { damaged, notADataset } from './errors.ts';
import { pixelsIfWhole } from './pixels.ts';
import type { StoredSplit, StoredSplits } from './storedSplit.ts';

/** An array of an IDX file (LeCun's format of MNIST). */
interface IdxArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array | Float32Array;
}

/** Bytes of the longest header that is read: four and an extent of four bytes for each of up to eight axes. */
const longestHeader = 4 + 8 * 4;
/** More than any IDX data set in use (EMNIST: 0.55 GB); what keeps a forged header from asking for all memory. */
const largestContent = 2 ** 31;

/** How element types are written in the third byte; all numbers are big-endian. */
const elementTypes: ReadonlyMap<number, { bytes: number; read: (view: DataView, at: number) => number }> = new Map([
  [0x08, { bytes: 1, read: (view, at) => view.getUint8(at) }],
  [0x09, { bytes: 1, read: (view, at) => view.getInt8(at) }],
  [0x0b, { bytes: 2, read: (view, at) => view.getInt16(at) }],
  [0x0c, { bytes: 4, read: (view, at) => view.getInt32(at) }],
  [0x0d, { bytes: 4, read: (view, at) => view.getFloat32(at) }],
  [0x0e, { bytes: 8, read: (view, at) => view.getFloat64(at) }],
]);

/** Whether the bytes start as an IDX file does: two zeros, a known element type, a plausible number of axes. */
export function isIdx(head: Uint8Array): boolean {
  return head[0] === 0 && head[1] === 0 && elementTypes.has(head[2] ?? -1) && head[3]! >= 1 && head[3]! <= 8;
}

/** The splits of IDX images files, each named by its file name, with the labels files among the sources beside them. */
export function idxSplits(file: string, sources: readonly ByteSource[]): StoredSplits {
  const byName = new Map(sources.map((source) => [source.name, source]));
  const labelsOf = (images: ByteSource): ByteSource | null =>
    idxLabelsNames(images.name).flatMap((name) => byName.get(name) ?? [])[0] ?? null;
  const labels = new Set(sources.map(labelsOf));
  const splits = new Map<string, (upTo: number) => Promise<StoredSplit>>();
  const names = new Map<string, string>();
  for (const images of sources.filter((source) => !labels.has(source))) {
    const split = splitOfName(images.name);
    const other = names.get(split);
    if (other !== undefined) {
      throw new WorkbenchError({ area: 'dataset', kind: 'severalDatasets', file, files: [other, images.name] });
    }
    names.set(split, images.name);
    splits.set(split, (upTo) => readIdxSplit(images, labelsOf(images), upTo));
  }
  return splits;
}

async function readIdxSplit(
  imagesSource: ByteSource,
  labelsSource: ByteSource | null,
  upTo: number,
): Promise<StoredSplit> {
  const images = await readIdx(imagesSource, upTo);
  if (images.shape.length < 2) {
    throw notADataset(imagesSource.name, 'it holds one number per sample, as a labels file does; name the images file');
  }
  const labels = labelsSource === null ? null : await readIdx(labelsSource);
  const [count = 0, ...sampleShape] = images.shape;
  return {
    sampleShape,
    count,
    values: images.values,
    labels: labels === null ? null : toLabels(labelsSource!.name, labels.values, labels.shape, count),
    classNames: null,
  };
}

/**
 * An IDX file, gzipped or not; of its values those of the first `upTo` entries of the first axis at least. Only what is read is checked.
 * Throws the Problems notADataset and damagedDataset.
 */
export async function readIdx(source: ByteSource, upTo = Infinity): Promise<IdxArray> {
  const { name } = source;
  const zipped = isGzip(await source.slice(0, Math.min(2, source.byteLength)));
  const read = (limit: number): Promise<Uint8Array<ArrayBuffer>> =>
    zipped
      ? gunzip(source, limit, (reason) => damaged(name, reason))
      : source.slice(0, Math.min(limit, source.byteLength));
  const head = await read(longestHeader);
  if (!isIdx(head)) throw notADataset(name, 'it does not start as an IDX file does');
  const type = elementTypes.get(head[2]!)!;
  const headerLength = 4 + head[3]! * 4;
  if (head.length < headerLength) throw damaged(name, 'it ends within its header');
  const headView = new DataView(head.buffer);
  const shape = Array.from({ length: head[3]! }, (_, axis) => headView.getUint32(4 + axis * 4));
  const length = headerLength + sizeOf(shape) * type.bytes;
  if (length > largestContent)
    throw damaged(name, `its header speaks of ${length} bytes, and 2 GiB are the most that is read`);
  if (upTo < shape[0]!) {
    const wanted = headerLength + upTo * sizeOf(shape.slice(1)) * type.bytes;
    const part = await read(wanted);
    if (part.length < wanted) throw damaged(name, `it ends after ${part.length} of ${length} bytes`);
    return { shape, values: elementsOf(part, headerLength, head[2]!) };
  }
  const bytes = await (zipped ? read(length + 1) : readAll(source));
  if (bytes.length !== length) {
    const found = bytes.length > length ? 'more' : String(bytes.length);
    throw damaged(name, `its header (${shape.join(' × ')}) speaks of ${length} bytes, and it has ${found}`);
  }
  return { shape, values: elementsOf(bytes, headerLength, head[2]!) };
}

function elementsOf(bytes: Uint8Array<ArrayBuffer>, start: number, code: number): Uint8Array | Float32Array {
  if (code === 0x08) return bytes.subarray(start);
  const type = elementTypes.get(code)!;
  const view = new DataView(bytes.buffer);
  const values = new Float32Array((bytes.length - start) / type.bytes);
  for (let i = 0; i < values.length; i++) values[i] = type.read(view, start + i * type.bytes);
  return code < 0x0d ? pixelsIfWhole(values) : values;
}
