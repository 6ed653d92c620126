import { assert, asyncProperty, constantFrom, integer, nat } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesInMemory } from '../../../src/shared/bytes/byteSource.ts';
import { openZip, usualZipLimits, writeZip, type ZipLimits } from '../../../src/shared/bytes/zip.ts';

class Damaged extends Error {}
const damaged = (reason: string): Damaged => new Damaged(reason);
const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);

const files = new Map([
  ['a.txt', text('first '.repeat(40))],
  ['folder/b.txt', text('second')],
]);
const stored = writeZip(files);
const compressed = writeZip(files, { compress: true });

async function readZip(bytes: Uint8Array<ArrayBuffer>, limits: ZipLimits = usualZipLimits): Promise<string[][]> {
  const archive = await openZip(bytesInMemory('x.zip', bytes), damaged, limits);
  return Promise.all(archive.names.map(async (name) => [name, new TextDecoder().decode(await archive.read(name))]));
}

/** The archive with a field of its first directory record (APPNOTE 4.3.12) changed. */
function forge(bytes: Uint8Array<ArrayBuffer>, field: number, value: number): Uint8Array<ArrayBuffer> {
  const forged = bytes.slice();
  const view = new DataView(forged.buffer);
  const at = forged.findIndex((_, i) => i + 4 <= forged.length && view.getUint32(i, true) === 0x02014b50);
  view.setUint32(at + field, value, true);
  return forged;
}

/** The archive with every occurrence of a name replaced by one of the same length. */
function rename(bytes: Uint8Array<ArrayBuffer>, from: string, to: string): Uint8Array<ArrayBuffer> {
  const latin = new TextDecoder('latin1').decode(bytes).replaceAll(from, to);
  return Uint8Array.from(latin, (letter) => letter.charCodeAt(0));
}

describe('a zip archive', () => {
  test.each([
    ['stored', stored],
    ['compressed', compressed],
  ])('%s gives back what was put in', async (_, bytes) => {
    expect(await readZip(bytes)).toEqual([
      ['a.txt', 'first '.repeat(40)],
      ['folder/b.txt', 'second'],
    ]);
  });

  test('of equal content has equal bytes', () => {
    expect(writeZip(files)).toEqual(stored);
  });

  test.each([
    ['is smaller than its file claims', forge(compressed, 24, 250), '"a.txt" in it is smaller than it claims'],
    ['is larger than its file claims', forge(compressed, 24, 230), '"a.txt" in it is larger than it claims'],
    ['stores another size', forge(stored, 24, 230), 'the sizes of "a.txt" in it contradict each other'],
    ['has another check sum', forge(stored, 16, 1), '"a.txt" in it does not have the stored check sum'],
    ['claims 3 GiB', forge(compressed, 24, 3 * 2 ** 30), 'it claims to unpack to more than 2048 MB'],
    ['claims 1 GiB', forge(compressed, 24, 2 ** 30), /^"a.txt" in it claims to unpack to \d+ times its size$/],
    ['holds a name twice', rename(writeZip(new Map([...files, ['b.txt', text('')]])), 'b.txt', 'a.txt'), /two files/],
    ['points out of the archive', rename(stored, 'a.txt', '../at'), /a file named "\.\.\/at", which points out/],
    ['points to the root', rename(stored, 'a.txt', '/a.tx'), /points out/],
    ['points to a drive', rename(stored, 'a.txt', 'C:a.t'), /points out/],
    ['ends early', stored.slice(0, -10), 'its table of contents is missing; the file is cut short'],
  ])('that %s is refused', async (_, bytes, reason) => {
    await expect(readZip(bytes)).rejects.toThrow(reason);
  });

  test('of more files than allowed is refused', async () => {
    await expect(readZip(stored, { ...usualZipLimits, files: 1 })).rejects.toThrow('it claims to hold 2 files');
  });

  test('truncated or corrupted anywhere gives a value or the given error', async () => {
    await assert(
      asyncProperty(
        constantFrom(stored, compressed),
        nat(400),
        nat(255),
        integer({ min: 0, max: 400 }),
        async (bytes, at, byte, length) => {
          const broken = bytes.map((old, i) => (i === at ? byte : old)).slice(0, length);
          await readZip(broken).catch((error: unknown) => expect(error).toBeInstanceOf(Damaged));
        },
      ),
      { numRuns: 500 },
    );
  });
});
