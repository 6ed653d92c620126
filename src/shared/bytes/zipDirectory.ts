import type { ByteSource } from './byteSource.ts';

/** One file of a zip archive as the central directory states it; nothing of this is proved yet. */
export interface ZipRecord {
  readonly name: string;
  readonly encrypted: boolean;
  /** 0 is stored, 8 is DEFLATE. */
  readonly method: number;
  readonly checkSum: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where the entry's local header starts. */
  readonly offset: number;
}

const endSignature = 0x06054b50;
const recordSignature = 0x02014b50;
const endLength = 22;
/** What a field holds when its value stands in a ZIP64 extra field instead. */
const moved = 0xffffffff;

/** Whether the bytes start as a zip archive does. An empty archive starts with its end record. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}

/**
 * The central directory of a zip archive (APPNOTE 6.3.10, sections 4.3.12 and 4.3.16), at most `limit` records of it. Throws what
 * `damaged` makes of the reason. Archives of more than 4 GiB (ZIP64) are refused.
 */
export async function readZipDirectory(
  source: ByteSource,
  limit: number,
  damaged: (reason: string) => Error,
): Promise<readonly ZipRecord[]> {
  const end = await findEnd(source);
  if (end === null) throw damaged('its table of contents is missing; the file is cut short');
  const { count, offset, length } = end;
  if (count > limit) throw damaged(`it claims to hold ${count} files; up to ${limit} are read`);
  if (offset + length > source.byteLength) throw damaged('its table of contents lies outside the file');

  const view = viewOf(await source.slice(offset, offset + length));
  const records: ZipRecord[] = [];
  let at = 0;
  for (let n = 0; n < count; n++) {
    if (at + 46 > length || view.getUint32(at, true) !== recordSignature)
      throw damaged('its table of contents is broken');
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > length) throw damaged('its table of contents is broken');
    const record = recordAt(view, at, nameLength);
    if (record.size === moved || record.compressedSize === moved || record.offset === moved) {
      throw damaged('it claims to hold a file of more than 4 GiB');
    }
    records.push(record);
    at = next;
  }
  return records;
}

function recordAt(view: DataView<ArrayBuffer>, at: number, nameLength: number): ZipRecord {
  return {
    name: new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, nameLength)),
    encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
    method: view.getUint16(at + 10, true),
    checkSum: view.getUint32(at + 16, true),
    compressedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  };
}

/** The end record, searched backwards because a comment of up to 65,535 bytes may follow it. */
async function findEnd(source: ByteSource): Promise<{ count: number; offset: number; length: number } | null> {
  const start = Math.max(0, source.byteLength - endLength - 0xffff);
  const view = viewOf(await source.slice(start, source.byteLength));
  for (let at = view.byteLength - endLength; at >= 0; at--) {
    if (view.getUint32(at, true) !== endSignature) continue;
    return {
      count: view.getUint16(at + 10, true),
      length: view.getUint32(at + 12, true),
      offset: view.getUint32(at + 16, true),
    };
  }
  return null;
}

function viewOf(bytes: Uint8Array<ArrayBuffer>): DataView<ArrayBuffer> {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
