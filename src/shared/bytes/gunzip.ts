import { Gunzip } from 'fflate';
import type { ByteSource } from './byteSource.ts';
import { crc32 } from './crc32.ts';

/** Compressed bytes inflated at a time: DEFLATE makes at most about a thousand times as many of them. */
const chunkSize = 1 << 14;

/** Whether the bytes start as a gzip file does (RFC 1952). */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * The content of a gzip file, at most its first `limit` bytes: no more is inflated than that, whatever the file claims. Content that
 * ends within the limit is checked against the check sum. Throws what `damaged` makes of the reason.
 */
export async function gunzip(
  source: ByteSource,
  limit: number,
  damaged: (reason: string) => Error,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  let checkSum = 0;
  let members = 1;
  const inflater = new Gunzip((piece) => {
    pieces.push(piece);
    length += piece.length;
    checkSum = crc32(piece, checkSum);
  });
  inflater.onmember = () => members++;
  for (let start = 0; start < source.byteLength; start += chunkSize) {
    const end = Math.min(start + chunkSize, source.byteLength);
    const chunk = await source.slice(start, end);
    try {
      inflater.push(chunk, end === source.byteLength);
    } catch {
      throw damaged('its compressed data end early or are not gzip data');
    }
    if (length > limit) break;
  }
  // The check sum stands in the last eight bytes and covers the last member only.
  if (length <= limit && members === 1 && checkSum !== (await storedCheckSum(source))) {
    throw damaged('its content does not have the check sum that is stored with it');
  }
  return joined(pieces, Math.min(length, limit));
}

async function storedCheckSum(source: ByteSource): Promise<number> {
  const trailer = await source.slice(Math.max(0, source.byteLength - 8), source.byteLength);
  return trailer.length < 8 ? NaN : new DataView(trailer.buffer).getUint32(0, true);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  for (const piece of pieces) {
    const part = piece.subarray(0, length - filled);
    bytes.set(part, filled);
    filled += part.length;
  }
  return bytes;
}
