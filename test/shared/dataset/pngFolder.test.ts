import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDatasetFiles } from '../../../src/main/store/datasetFiles.ts';
import { readPng } from '../../../src/shared/bytes/png.ts';
import { readDataset } from '../../../src/shared/dataset/readDataset.ts';
import { chunk, pngOf, type PngSpec } from '../../corpus/make/images.ts';
import { filesInMemory, lineOf } from './fakes.ts';

const failed = (reason: string): Error => new Error(reason);
const grey = (...pixels: readonly number[]) =>
  pngOf({ width: pixels.length, height: 1 }, new Uint8Array([0, ...pixels]));

describe('a PNG image', () => {
  test.each<[string, PngSpec, number[], 1 | 3, number[]]>([
    ['grey', { width: 2, height: 2 }, [0, 1, 2, 0, 3, 4], 1, [1, 2, 3, 4]],
    ['in colours', { width: 1, height: 2, kind: 2 }, [0, 1, 2, 3, 0, 4, 5, 6], 3, [1, 2, 3, 4, 5, 6]],
    [
      'black and white',
      { width: 10, height: 1, depth: 1 },
      [0, 0b10100000, 0b01000000],
      1,
      [255, 0, 255, 0, 0, 0, 0, 0, 0, 255],
    ],
    ['of four greys', { width: 3, height: 1, depth: 2 }, [0, 0b00011011], 1, [0, 85, 170]],
    ['of sixteen greys', { width: 2, height: 1, depth: 4 }, [0, 0x0f], 1, [0, 255]],
    [
      'with a palette',
      { width: 3, height: 1, kind: 3, depth: 4, between: [chunk('PLTE', new Uint8Array([9, 8, 7, 6, 5, 4]))] },
      [0, 0x01, 0x00],
      3,
      [9, 8, 7, 6, 5, 4, 9, 8, 7],
    ],
    ['grey, with transparency that is not used', { width: 2, height: 1, kind: 4 }, [0, 5, 255, 6, 255], 1, [5, 6]],
    [
      'in colours, with transparency that is not used',
      { width: 1, height: 1, kind: 6 },
      [0, 5, 6, 7, 255],
      3,
      [5, 6, 7],
    ],
  ])('%s gives its pixels', (_, spec, rows, channels, pixels) => {
    const { width, height } = spec;
    expect(readPng(pngOf(spec, new Uint8Array(rows)), failed)).toEqual({
      width,
      height,
      channels,
      data: new Uint8Array(pixels),
    });
  });

  test('gives the same pixels whichever filter each row was stored with', () => {
    const cases = fc
      .record({
        width: fc.integer({ min: 1, max: 12 }),
        height: fc.integer({ min: 1, max: 8 }),
        kind: fc.constantFrom(0, 2),
      })
      .chain(({ width, height, kind }) => {
        const length = width * (kind === 0 ? 1 : 3);
        return fc.record({
          spec: fc.constant({ width, height, kind }),
          pixels: fc.uint8Array({ minLength: length * height, maxLength: length * height }),
          filters: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: height, maxLength: height }),
        });
      });
    fc.assert(
      fc.property(cases, ({ spec, pixels, filters }) => {
        const stored = filtered(pixels, spec.width * (spec.kind === 0 ? 1 : 3), spec.kind === 0 ? 1 : 3, filters);
        expect([...readPng(pngOf(spec, stored), failed).data]).toEqual([...pixels]);
      }),
    );
  });
});

/** Rows as an encoder stores them (PNG, third edition, 9.2): each byte less its prediction. */
function filtered(pixels: Uint8Array, length: number, step: number, filters: readonly number[]): Uint8Array {
  const at = (row: number, i: number): number => (row < 0 || i < 0 ? 0 : pixels[row * length + i]!);
  return Uint8Array.from(
    filters.flatMap((filter, row) => [
      filter,
      ...Array.from({ length }, (_, i) => {
        const [a, b, c] = [at(row, i - step), at(row - 1, i), i < step ? 0 : at(row - 1, i - step)];
        const nearest = [a, b, c].toSorted((x, y) => Math.abs(a + b - c - x) - Math.abs(a + b - c - y))[0]!;
        return at(row, i) - [0, a, b, Math.floor((a + b) / 2), nearest][filter]!;
      }),
    ]),
  );
}

describe('a folder of PNG images', () => {
  const two = { 'b/1.png': grey(1, 2), 'a/2.png': grey(3, 4), 'a/1.png': grey(5, 6), 'b/0.png': grey(7, 8) };

  test('names its classes by folders; their images take turns', async () => {
    expect(await readDataset(filesInMemory('animals', two))).toEqual({
      name: 'animals',
      split: 'all',
      splits: ['all'],
      sampleShape: [1, 2],
      count: 4,
      offset: 0,
      values: Uint8Array.of(5, 6, 7, 8, 3, 4, 1, 2),
      scaling: 'unit',
      labels: Int32Array.of(0, 1, 0, 1),
      classNames: ['a', 'b'],
    });
  });

  test('has splits where there are folders above, with the same classes in each', async () => {
    const files = filesInMemory('animals', {
      'train/a/1.png': grey(1),
      'train/b/1.png': grey(2),
      'test/b/1.png': grey(3),
      'test/b/2.png': grey(4),
    });
    expect(await readDataset(files, { offset: 1, limit: 1 })).toMatchObject({
      split: 'test',
      splits: ['train', 'test'],
      values: Uint8Array.of(4),
      labels: Int32Array.of(1),
      classNames: ['a', 'b'],
    });
  });

  test.each([
    [
      'images of two sizes',
      { 'a/1.png': grey(1), 'a/2.png': grey(1, 2) },
      '"d" is damaged: "a/2.png" has 2 × 1 pixels in grey, and "a/1.png" 1 × 1 in grey.',
    ],
    [
      'an image that is none',
      { 'a/1.png': grey(1), 'a/2.png': new Uint8Array(20) },
      '"a/2.png" is not a data set that can be read: it does not start as a PNG image does. Give an IDX file or folder, an .npz or a .csv file.',
    ],
  ])('%s: named', async (_, files, words) => {
    expect(await lineOf(readDataset(filesInMemory('d', files)))).toBe(words);
  });

  test('is found on the disk, without links and hidden files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'spikebench-png-'));
    try {
      const files = {
        'train/a/1.png': grey(1),
        'train/b/1.PNG': grey(2),
        'train/b/.hidden.png': grey(3),
        'test/a/1.png': grey(4),
        'notes.txt': new Uint8Array(3),
      };
      for (const [name, bytes] of Object.entries(files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), bytes);
      }
      await symlink('/etc', join(folder, 'train', 'link'));
      const found = await openDatasetFiles(folder);
      expect(found.sources.map(({ name }) => name).toSorted()).toEqual([
        'test/a/1.png',
        'train/a/1.png',
        'train/b/1.PNG',
      ]);
      expect(await readDataset(found, { split: 'train' })).toMatchObject({ count: 2, classNames: ['a', 'b'] });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
