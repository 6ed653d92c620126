import { Inflate, zipSync, type Zippable } from 'fflate';
import type { ByteSource } from './byteSource.ts';
import { crc32 } from './crc32.ts';
import { readZipDirectory, type ZipRecord } from './zipDirectory.ts';

export interface ZipArchive {
  /** In the order of the archive, folders left out. */
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The content of one file, proved against its stated size and check sum. */
  read(name: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** What an archive may claim. Real models and data sets stay far below; a zip bomb does not. */
export interface ZipLimits {
  readonly files: number;
  /** Sum of the inflated sizes, in bytes. */
  readonly totalSize: number;
  /** Inflated size per compressed byte, for files above `ratioFrom` bytes and archives above four times as many. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

export const usualZipLimits: ZipLimits = { files: 10_000, totalSize: 2 ** 31, ratio: 200, ratioFrom: 2 ** 24 };

/** Compressed bytes inflated at a time: DEFLATE makes at most about a thousand times as many of them. */
const chunkSize = 1 << 16;

/**
 * Opens an archive: its table of contents is checked as a whole, the files are read when asked for. Throws what `damaged` makes of the
 * reason.
 */
export async function openZip(
  source: ByteSource,
  damaged: (reason: string) => Error,
  limits: ZipLimits = usualZipLimits,
): Promise<ZipArchive> {
  const records = new Map<string, ZipRecord>();
  let total = 0;
  const mostBytes = Math.min(limits.totalSize, Math.max(4 * limits.ratioFrom, limits.ratio * source.byteLength));
  for (const record of await readZipDirectory(source, limits.files, damaged)) {
    total += record.size;
    const reason =
      reasonAgainst(record, total, mostBytes, limits) ?? (records.has(record.name) ? twice(record.name) : null);
    if (reason !== null) throw damaged(reason);
    if (!record.name.endsWith('/')) records.set(record.name, record);
  }
  return {
    names: [...records.keys()],
    has: (name) => records.has(name),
    read(name) {
      const record = records.get(name);
      if (record === undefined) throw damaged(`"${name}" is missing in it`);
      return readEntry(source, record, damaged);
    },
  };
}

/** Puts files into a zip archive, dated 1980 so that equal content gives equal bytes. Stored as they are unless `compress`. */
export function writeZip(
  files: ReadonlyMap<string, Uint8Array>,
  { compress = false }: { compress?: boolean } = {},
): Uint8Array<ArrayBuffer> {
  const content: Zippable = Object.fromEntries(files);
  // A local time, because zip stores local time: the same fields in every time zone.
  return new Uint8Array(zipSync(content, { level: compress ? 6 : 0, mtime: new Date(1980, 0, 1) }));
}

function reasonAgainst(record: ZipRecord, total: number, mostBytes: number, limits: ZipLimits): string | null {
  const { name, size, compressedSize } = record;
  if (total > limits.totalSize) return `it claims to unpack to more than ${megabytes(limits.totalSize)} MB`;
  if (size > limits.ratioFrom && size > limits.ratio * compressedSize) {
    return `"${name}" in it claims to unpack to ${Math.floor(size / Math.max(1, compressedSize))} times its size`;
  }
  if (total > mostBytes) return `it claims to unpack to more than ${megabytes(mostBytes)} MB`;
  if (isTraversal(name)) return `it holds a file named "${name}", which points out of the archive`;
  if (record.encrypted) return `"${name}" in it is encrypted`;
  if (record.method !== 0 && record.method !== 8) return `"${name}" in it is compressed in an uncommon way`;
  if (record.method === 0 && size !== compressedSize) return `the sizes of "${name}" in it contradict each other`;
  return null;
}

function twice(name: string): string {
  return `it holds two files named "${name}"`;
}

function isTraversal(name: string): boolean {
  const parts = name.split(/[/\\]/);
  return parts.includes('..') || parts[0] === '' || /^[A-Za-z]:/.test(name) || name.includes('\0');
}

const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);

async function readEntry(
  source: ByteSource,
  record: ZipRecord,
  damaged: (reason: string) => Error,
): Promise<Uint8Array<ArrayBuffer>> {
  const start = await startOfContent(source, record, damaged);
  if (start + record.compressedSize > source.byteLength) throw damaged(`"${record.name}" in it is cut short`);
  const content =
    record.method === 0
      ? await source.slice(start, start + record.size)
      : await inflate(source, start, record, (reason) => damaged(`"${record.name}" in it ${reason}`));
  if (crc32(content) !== record.checkSum) throw damaged(`"${record.name}" in it does not have the stored check sum`);
  return content;
}

/** The local header repeats the name and has extra fields of its own, so only it says where the content starts. */
async function startOfContent(
  source: ByteSource,
  { name, offset }: ZipRecord,
  damaged: (reason: string) => Error,
): Promise<number> {
  if (offset + 30 > source.byteLength) throw damaged(`"${name}" in it lies outside the file`);
  const header = new DataView((await source.slice(offset, offset + 30)).buffer);
  if (header.getUint32(0, true) !== 0x04034b50)
    throw damaged(`"${name}" in it is not where the table of contents says`);
  return offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
}

/** Inflates piece by piece and stops as soon as more comes out than was declared. */
async function inflate(
  source: ByteSource,
  start: number,
  { size, compressedSize }: ZipRecord,
  broken: (reason: string) => Error,
): Promise<Uint8Array<ArrayBuffer>> {
  const content = new Uint8Array(size);
  let filled = 0;
  const inflater = new Inflate((piece) => {
    if (filled + piece.length <= size) content.set(piece, filled);
    filled += piece.length;
  });
  for (let at = 0; at < compressedSize; at += chunkSize) {
    const end = Math.min(at + chunkSize, compressedSize);
    const chunk = await source.slice(start + at, start + end);
    try {
      inflater.push(chunk, end === compressedSize);
    } catch {
      throw broken('cannot be unpacked');
    }
    if (filled > size) throw broken('is larger than it claims');
  }
  if (filled !== size) throw broken('is smaller than it claims');
  return content;
}
