import type { SpikingNetwork } from '../conversion/network.ts';

/**
 * Networks as bytes, to be carried to where no objects go: the length of a head, the head (JSON, in which arrays are places in the rest),
 * and the arrays. Arrays of equal content are carried once, so that networks which differ in their thresholds share their weights.
 */
export function packNetworks(networks: readonly SpikingNetwork[]): Uint8Array<ArrayBuffer> {
  const pool = createPool();
  const head = new TextEncoder().encode(JSON.stringify(toPlain(networks, pool)));
  const start = aligned(4 + head.length);
  const bytes = new Uint8Array(start + pool.length());
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  pool.write(bytes.subarray(start));
  return bytes;
}

/** What `packNetworks` packed, to the bit; arrays are views of the bytes, equal ones the same object. */
export function unpackNetworks(bytes: Uint8Array<ArrayBuffer>): readonly SpikingNetwork[] {
  // Arrays of four bytes want a place that is a multiple of four.
  const whole = bytes.byteOffset % alignment === 0 ? bytes : bytes.slice();
  const length = new DataView(whole.buffer, whole.byteOffset).getUint32(0, true);
  const start = whole.byteOffset + aligned(4 + length);
  const views = new Map<string, PackedArray>();
  const head: unknown = JSON.parse(new TextDecoder().decode(whole.subarray(4, 4 + length)));
  const viewOf = ([type, place, count]: ArrayPlace): PackedArray => {
    const key = `${type} ${place} ${count}`;
    const view = views.get(key) ?? new arrayTypes[type](whole.buffer, start + place, count);
    views.set(key, view);
    return view;
  };
  // Our own host packs, built from the same source.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return fromPlain(head, viewOf) as readonly SpikingNetwork[];
}

const arrayTypes = { Float32Array, Int32Array } as const;
type PackedArray = Float32Array | Int32Array;
/** Type, first byte after the head, and number of elements. */
type ArrayPlace = readonly [type: keyof typeof arrayTypes, place: number, count: number];

const arrayMark = '$array';
/** Numbers that JSON does not keep: infinities, NaN and minus zero. */
const numberMark = '$number';
const alignment = 8;

interface ArrayPool {
  placeOf(array: PackedArray): ArrayPlace;
  length(): number;
  write(bytes: Uint8Array): void;
}

function createPool(): ArrayPool {
  const kept: { readonly bytes: Uint8Array; readonly place: number }[] = [];
  const byContent = new Map<string, typeof kept>();
  const byObject = new Map<PackedArray, ArrayPlace>();
  let end = 0;
  return {
    placeOf(array) {
      const known = byObject.get(array);
      if (known !== undefined) return known;
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      const key = `${bytes.length} ${contentHash(array)}`;
      const alike = byContent.get(key) ?? [];
      byContent.set(key, alike);
      let found = alike.find((other) => areEqual(other.bytes, bytes));
      if (found === undefined) {
        found = { bytes, place: end };
        end = aligned(end + bytes.length);
        kept.push(found);
        alike.push(found);
      }
      const place: ArrayPlace = [
        array instanceof Float32Array ? 'Float32Array' : 'Int32Array',
        found.place,
        array.length,
      ];
      byObject.set(array, place);
      return place;
    },
    length: () => end,
    write(target) {
      for (const { bytes, place } of kept) target.set(bytes, place);
    },
  };
}

function toPlain(value: unknown, pool: ArrayPool): unknown {
  if (value instanceof Float32Array || value instanceof Int32Array) return { [arrayMark]: pool.placeOf(value) };
  if (ArrayBuffer.isView(value)) throw new TypeError('A network has an array of a kind that is not packed.');
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
    return { [numberMark]: Object.is(value, -0) ? '-0' : String(value) };
  }
  if (Array.isArray(value)) return value.map((item) => toPlain(item, pool));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item, pool)]));
}

function fromPlain(value: unknown, viewOf: (place: ArrayPlace) => PackedArray): unknown {
  if (Array.isArray(value)) return value.map((item) => fromPlain(item, viewOf));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[mark, marked] = ['', null]] = entries;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by toPlain
  if (mark === arrayMark) return viewOf(marked as ArrayPlace);
  if (mark === numberMark) return Number(marked);
  return Object.fromEntries(entries.map(([key, item]) => [key, fromPlain(item, viewOf)]));
}

/** FNV-1a over the words: only to find candidates, which are then compared. */
function contentHash(array: PackedArray): number {
  const words = new Uint32Array(array.buffer, array.byteOffset, array.length);
  let hash = 0x811c9dc5;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193);
  return hash >>> 0;
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function aligned(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}
