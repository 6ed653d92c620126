import { deflateSync } from 'node:zlib';
import { crc32 } from '../../../src/shared/bytes/crc32.ts';
import { type Bytes, changed, type Recipe, textBytes } from './zipParts.ts';

/** What the head of a PNG says; `kind` is the colour type of the format: 0 grey, 2 colour, 3 palette, 4 and 6 with transparency. */
export interface PngSpec {
  readonly width: number;
  readonly height: number;
  readonly depth?: number;
  readonly kind?: number;
  readonly interlaced?: number;
  /** Chunks between head and pixels. */
  readonly between?: readonly Bytes[];
}

/** A chunk of a PNG: length, type, content, check sum. */
export function chunk(type: string, content: Uint8Array): Bytes {
  const whole = new Uint8Array(12 + content.length);
  const view = new DataView(whole.buffer);
  view.setUint32(0, content.length);
  whole.set(textBytes(type), 4);
  whole.set(content, 8);
  view.setUint32(8 + content.length, crc32(whole.subarray(4, 8 + content.length)));
  return whole;
}

/** A PNG whose rows, each with its filter in front, are these bytes, whatever the head says. */
export function pngOf(
  { width, height, depth = 8, kind = 0, interlaced = 0, between = [] }: PngSpec,
  rows: Uint8Array,
): Bytes {
  const head = new Uint8Array(13);
  new DataView(head.buffer).setUint32(0, width);
  new DataView(head.buffer).setUint32(4, height);
  head.set([depth, kind, 0, 0, interlaced], 8);
  const parts = [
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    ...between,
    chunk('IDAT', new Uint8Array(deflateSync(rows, { level: 9 }))),
    chunk('IEND', new Uint8Array(0)),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

const sound = (): Bytes => pngOf({ width: 2, height: 2 }, new Uint8Array([0, 1, 2, 0, 3, 4]));

/** PNG images that are broken, that lie, or that are of a kind that is not read. */
export const images: Readonly<Record<string, Recipe>> = {
  'sound.png': sound,
  'cut-short.png': () => sound().slice(0, -20),
  'signature-alone.png': () => sound().slice(0, 8),
  'not-png.png': () => textBytes('GIF89a'),
  'wrong-check-sum.png': () => changed(sound(), (view) => view.setUint32(29, 1)),
  'endless-chunk.png': () => changed(sound(), (view) => view.setUint32(33, 0xfffffff0)),
  'no-head.png': () => new Uint8Array(Buffer.concat([sound().subarray(0, 8), chunk('IEND', new Uint8Array(0))])),
  'no-pixels.png': () => pngOf({ width: 0, height: 2 }, new Uint8Array(2)),
  'a-billion-pixels-wide.png': () => pngOf({ width: 1_000_000_000, height: 1 }, new Uint8Array(2)),
  'large-and-empty.png': () => pngOf({ width: 4096, height: 4096 }, new Uint8Array(2)),
  // 16 MB of zeros in 16 KB behind a head that speaks of four pixels.
  'bomb.png': () => pngOf({ width: 2, height: 2 }, new Uint8Array(2 ** 24)),
  'too-few-rows.png': () => pngOf({ width: 2, height: 3 }, new Uint8Array([0, 1, 2, 0, 3, 4])),
  'unknown-filter.png': () => pngOf({ width: 2, height: 1 }, new Uint8Array([9, 1, 2])),
  'unknown-kind.png': () => pngOf({ width: 2, height: 1, kind: 5 }, new Uint8Array([0, 1, 2])),
  'odd-depth.png': () => pngOf({ width: 2, height: 1, depth: 3 }, new Uint8Array([0, 1, 2])),
  'sixteen-bits.png': () => pngOf({ width: 1, height: 1, depth: 16 }, new Uint8Array([0, 1, 2])),
  'interlaced.png': () => pngOf({ width: 1, height: 1, interlaced: 1 }, new Uint8Array([0, 1])),
  'transparent.png': () => pngOf({ width: 1, height: 1, kind: 6 }, new Uint8Array([0, 1, 2, 3, 128])),
  'transparent-colour.png': () =>
    pngOf({ width: 1, height: 1, between: [chunk('tRNS', new Uint8Array([0, 1]))] }, new Uint8Array([0, 1])),
  'palette-missing.png': () => pngOf({ width: 1, height: 1, kind: 3 }, new Uint8Array([0, 7])),
  'broken-stream.png': () =>
    new Uint8Array(
      Buffer.concat([
        sound().subarray(0, 33),
        chunk('IDAT', new Uint8Array(40).fill(0xff)),
        chunk('IEND', new Uint8Array(0)),
      ]),
    ),
};
