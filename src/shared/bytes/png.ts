import { Inflate } from 'fflate';
import { crc32 } from './crc32.ts';

/** An image as bytes, row-major with the channels last: one for grey, three for colours. */
export interface PngImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Pixels along a side. */
const longestSide = 4096;

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether the bytes start as a PNG image does. */
export function isPng(head: Uint8Array): boolean {
  return signature.every((byte, i) => head[i] === byte);
}

/** How the pixels are stored, as the head of the image says. */
interface PngHead {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample. */
  readonly depth: number;
  readonly kind: 'grey' | 'colour' | 'palette' | 'greyAlpha' | 'colourAlpha';
}

const kinds: ReadonlyMap<number, PngHead['kind']> = new Map([
  [0, 'grey'],
  [2, 'colour'],
  [3, 'palette'],
  [4, 'greyAlpha'],
  [6, 'colourAlpha'],
]);
const samplesOf = { grey: 1, colour: 3, palette: 1, greyAlpha: 2, colourAlpha: 4 } as const;

/**
 * Reads a PNG image (W3C, third edition) of up to 8 bits a sample, not interlaced, without transparency. No more is unpacked than its
 * head calls for. Throws what `damaged` makes of the reason.
 */
export function readPng(bytes: Uint8Array<ArrayBuffer>, damaged: (reason: string) => Error): PngImage {
  const { head, palette, packed } = readChunks(bytes, damaged);
  const bits = samplesOf[head.kind] * head.depth;
  const rowLength = Math.ceil((head.width * bits) / 8);
  const rows = unfilter(
    unpack(packed, head.height * (1 + rowLength), damaged),
    rowLength,
    Math.ceil(bits / 8),
    damaged,
  );
  return pixelsOf(head, rows, rowLength, palette, damaged);
}

function readChunks(bytes: Uint8Array<ArrayBuffer>, damaged: (reason: string) => Error) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let head: PngHead | null = null;
  let palette = new Uint8Array(0);
  const packed: Uint8Array[] = [];
  for (let at = signature.length; ;) {
    if (at + 12 > bytes.length) throw damaged('it is cut short');
    const length = view.getUint32(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) throw damaged('it is cut short');
    if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) throw damaged('a check sum in it is wrong');
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const content = bytes.subarray(at + 8, end);
    if (type === 'IHDR') head = readHead(content, damaged);
    else if (head === null) throw damaged('it does not start with its head');
    else if (type === 'PLTE') palette = content;
    else if (type === 'tRNS') throw damaged('it is transparent; save it without transparency');
    else if (type === 'IDAT') packed.push(content);
    else if (type === 'IEND') return { head, palette, packed };
    at = end + 4;
  }
}

function readHead(content: Uint8Array, damaged: (reason: string) => Error): PngHead {
  if (content.length !== 13) throw damaged('its head is not one of PNG');
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const [width, height, depth] = [view.getUint32(0), view.getUint32(4), content[8]!];
  const kind = kinds.get(content[9]!);
  if (kind === undefined || width === 0 || height === 0) throw damaged('its head is not one of PNG');
  if (width > longestSide || height > longestSide) {
    throw damaged(`it claims to have ${width} × ${height} pixels; up to ${longestSide} × ${longestSide} are read`);
  }
  if (depth === 16) throw damaged('it has 16 bits a colour; 8 are read');
  const isDepth = depth === 8 || ((kind === 'grey' || kind === 'palette') && [1, 2, 4].includes(depth));
  if (!isDepth) throw damaged('its head is not one of PNG');
  if (content[12] !== 0) throw damaged('it is interlaced; save it without interlacing');
  return { width, height, depth, kind };
}

/** The zlib stream of all pieces; its check sum at the end is left alone, since every piece has one. */
function unpack(
  packed: readonly Uint8Array[],
  size: number,
  damaged: (reason: string) => Error,
): Uint8Array<ArrayBuffer> {
  const content = new Uint8Array(size);
  let filled = 0;
  const inflater = new Inflate((piece) => {
    if (filled + piece.length <= size) content.set(piece, filled);
    filled += piece.length;
  });
  // Two bytes of zlib stand before the stream.
  const parts = packed.flatMap((piece) => inParts(piece));
  let skip = 2;
  try {
    for (const [index, part] of parts.entries()) {
      if (filled > size) break;
      inflater.push(part.subarray(Math.min(skip, part.length)), index === parts.length - 1);
      skip = Math.max(0, skip - part.length);
    }
  } catch {
    throw damaged('its pixels cannot be unpacked');
  }
  if (filled !== size) throw damaged(`it has ${filled > size ? 'more' : 'fewer'} pixels than its head says`);
  return content;
}

/** Pieces so small that what one of them unpacks to is of bounded size. */
function inParts(piece: Uint8Array): readonly Uint8Array[] {
  const count = Math.ceil(piece.length / partLength);
  return Array.from({ length: count }, (_, i) => piece.subarray(i * partLength, (i + 1) * partLength));
}

const partLength = 1 << 14;

/** Undoes the filter that each row names in its first byte: differences from the left, from above, or from both. */
function unfilter(stored: Uint8Array, length: number, step: number, damaged: (reason: string) => Error): Uint8Array {
  const rows = new Uint8Array((stored.length / (length + 1)) * length);
  for (let row = 0; row * length < rows.length; row++) {
    const filter = stored[row * (length + 1)]!;
    if (filter > 4) throw damaged('its pixels cannot be unpacked');
    for (let i = 0; i < length; i++) {
      const to = row * length + i;
      const left = i < step ? 0 : rows[to - step]!;
      const above = row === 0 ? 0 : rows[to - length]!;
      const corner = i < step || row === 0 ? 0 : rows[to - length - step]!;
      rows[to] = stored[row * (length + 1) + 1 + i]! + prediction(filter, left, above, corner);
    }
  }
  return rows;
}

function prediction(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter === 0) return 0;
  // Paeth: whichever of the three is nearest to left + above - corner.
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function pixelsOf(
  { width, height, depth, kind }: PngHead,
  rows: Uint8Array,
  rowLength: number,
  palette: Uint8Array,
  damaged: (reason: string) => Error,
): PngImage {
  const samples = samplesOf[kind];
  const channels = kind === 'grey' || kind === 'greyAlpha' ? 1 : 3;
  const data = new Uint8Array(width * height * channels);
  // Grey of few bits is spread over 0 to 255; an entry of a palette is a number.
  const spread = kind === 'palette' ? 1 : 255 / (2 ** depth - 1);
  const sample = (y: number, index: number): number => {
    const bit = index * depth;
    const byte = rows[y * rowLength + (bit >> 3)]!;
    return ((byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1)) * spread;
  };
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const first = x * samples;
      if (samples === channels + 1 && sample(y, first + channels) !== 255) {
        throw damaged('it is transparent; save it without transparency');
      }
      for (let c = 0; c < channels; c++, to++) {
        const value = sample(y, kind === 'palette' ? first : first + c);
        const colour = kind === 'palette' ? palette[3 * value + c] : value;
        if (colour === undefined) throw damaged('it names a colour that its palette lacks');
        data[to] = colour;
      }
    }
  }
  return { width, height, channels, data };
}
