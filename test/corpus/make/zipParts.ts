import { writeZip } from '../../../src/shared/bytes/zip.ts';

export type Bytes = Uint8Array<ArrayBuffer>;
/** Makes the content of a file of the corpus. */
export type Recipe = () => Bytes | Promise<Bytes>;

export const textBytes = (text: string): Bytes => new TextEncoder().encode(text);
export const jsonBytes = (value: unknown): Bytes => textBytes(JSON.stringify(value));

/** A zip archive of files whose content is text or bytes. */
export function zipOf(files: Readonly<Record<string, string | Bytes>>, compress = false): Bytes {
  const content = Object.entries(files).map(([name, value]): [string, Bytes] => [
    name,
    typeof value === 'string' ? textBytes(value) : value,
  ]);
  return writeZip(new Map(content), { compress });
}

/** A copy in which `change` has been at work on the view. */
export function changed(bytes: Bytes, change: (view: DataView, copy: Bytes) => void): Bytes {
  const copy = bytes.slice();
  change(new DataView(copy.buffer), copy);
  return copy;
}

/** Where the record of the n-th file stands in the table of contents (APPNOTE 4.3.12). */
export function recordAt(bytes: Bytes, n = 0): number {
  return positionsOf(bytes, [0x50, 0x4b, 1, 2])[n]!;
}

/** Where the end record stands (APPNOTE 4.3.16). */
export function endAt(bytes: Bytes): number {
  return positionsOf(bytes, [0x50, 0x4b, 5, 6]).at(-1)!;
}

/** Every place at which the bytes stand. */
export function positionsOf(bytes: Bytes, wanted: readonly number[]): readonly number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) found.push(at);
  }
  return found;
}
