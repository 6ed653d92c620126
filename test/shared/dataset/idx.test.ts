import { gzipSync } from 'fflate';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDataset } from '../../../src/shared/dataset/readDataset.ts';
import { WorkbenchError } from '../../../src/shared/problems/problems.ts';
import { filesInMemory, idxBytes, lineOf } from './fakes.ts';

const images = idxBytes([3, 2, 2], [0, 1, 2, 3, 10, 11, 12, 13, 255, 254, 253, 252]);
const labels = idxBytes([3], [7, 0, 9]);

describe('IDX', () => {
  test('files of a folder make the splits, gzipped or not', async () => {
    const files = filesInMemory('mnist', {
      't10k-images-idx3-ubyte.gz': gzipSync(images),
      't10k-labels-idx1-ubyte': labels,
      'train-images.idx3-ubyte': idxBytes([1, 2, 2], [9, 9, 9, 9]),
    });
    expect(await readDataset(files)).toEqual({
      name: 'mnist',
      split: 'test',
      splits: ['test', 'train'],
      sampleShape: [2, 2],
      count: 3,
      offset: 0,
      values: images.slice(16),
      scaling: 'unit',
      labels: Int32Array.of(7, 0, 9),
      classNames: null,
    });
    expect((await readDataset(files, { split: 'train' })).labels).toBeNull();
  });

  test('no more is read than the samples that are asked for', async () => {
    const cut = filesInMemory('t', { 't10k-images-idx3': images.slice(0, 16 + 8), 't10k-labels-idx1': labels });
    expect([...(await readDataset(cut, { offset: 1, limit: 1 })).values]).toEqual([10, 11, 12, 13]);
    expect(await lineOf(readDataset(cut, { limit: 3 }))).toContain('speaks of 28 bytes, and it has 24');
  });

  test('offset and limit choose samples', async () => {
    const files = filesInMemory('t', { 't10k-images-idx3': images, 't10k-labels-idx1': labels });
    const { values, labels: chosen, count, offset } = await readDataset(files, { offset: 1, limit: 1 });
    expect({ values: [...values], labels: [...chosen!], count, offset }).toEqual({
      values: [10, 11, 12, 13],
      labels: [0],
      count: 1,
      offset: 1,
    });
  });

  test('a lone images file is the split that its name speaks of, else all', async () => {
    expect((await readDataset(filesInMemory('train-images.idx', { 'train-images.idx': images }))).split).toBe('train');
    expect((await readDataset(filesInMemory('photos', { photos: images }))).split).toBe('all');
  });

  test('big-endian floats are read and not scaled', async () => {
    const bytes = new Uint8Array(12 + 8);
    bytes.set([0, 0, 0x0d, 2, 0, 0, 0, 1, 0, 0, 0, 2]);
    new DataView(bytes.buffer).setFloat32(12, 0.5);
    new DataView(bytes.buffer).setFloat32(16, -2);
    const { values, scaling } = await readDataset(filesInMemory('a.idx', { 'a.idx': bytes }));
    expect({ values, scaling }).toEqual({ values: Float32Array.of(0.5, -2), scaling: 'none' });
  });

  const flipped = gzipSync(images).map((byte, i, all) => (i === all.length - 8 ? byte ^ 1 : byte));
  test.each([
    [
      'too short',
      { a: images.slice(0, 20) },
      '"a" is damaged: its header (3 × 2 × 2) speaks of 28 bytes, and it has 20.',
    ],
    [
      'too long',
      { a: gzipSync(Uint8Array.of(...images, 1)) },
      '"a" is damaged: its header (3 × 2 × 2) speaks of 28 bytes, and it has more.',
    ],
    ['cut header', { a: images.slice(0, 9) }, '"a" is damaged: it ends within its header.'],
    [
      'forged size',
      { a: Uint8Array.of(0, 0, 8, 2, 255, 255, 255, 255, 0, 0, 1, 0) },
      '"a" is damaged: its header speaks of 1099511627532 bytes, and 2 GiB are the most that is read.',
    ],
    [
      'cut gzip',
      { a: gzipSync(images).slice(0, 25) },
      '"a" is damaged: its compressed data end early or are not gzip data.',
    ],
    [
      'wrong check sum',
      { a: flipped },
      '"a" is damaged: its content does not have the check sum that is stored with it.',
    ],
    [
      'gzip of something else',
      { a: gzipSync(new TextEncoder().encode('hello')) },
      '"a" is not a data set that can be read: it does not start as an IDX file does. Give an IDX file or folder, an .npz or a .csv file.',
    ],
    [
      'labels given as images',
      { a: labels },
      '"a" is not a data set that can be read: it holds one number per sample, as a labels file does; name the images file. Give an IDX file or folder, an .npz or a .csv file.',
    ],
    [
      'other number of labels',
      { 'test-images.idx': images, 'test-labels.idx': idxBytes([2], [1, 1]) },
      '"test-labels.idx" is damaged: it has 2 labels for 3 samples.',
    ],
    [
      'two test splits',
      { 'digits-test-images.idx': images, 'letters-test-images.idx': images },
      '"data" holds several data sets: digits-test-images.idx, letters-test-images.idx. Name one of these files.',
    ],
    [
      'no samples',
      { a: idxBytes([0, 2], []) },
      '"data" is not a data set that can be read: it holds 0 samples of 2 values. Give an IDX file or folder, an .npz or a .csv file.',
    ],
  ])('%s: the Problem says so', async (_, contents, line) => {
    expect(await lineOf(readDataset(filesInMemory('data', contents as Record<string, Uint8Array>)))).toBe(line);
  });

  test('any truncation or corruption gives a value or a Problem', async () => {
    const content = fc.constantFrom(images, gzipSync(images));
    await fc.assert(
      fc.asyncProperty(content, fc.nat(60), fc.nat(255), fc.nat(60), async (bytes, at, byte, length) => {
        const broken = bytes.map((old, i) => (i === at ? byte : old)).slice(0, length);
        await readDataset(filesInMemory('a', { a: broken })).catch((error: unknown) => {
          expect(error).toBeInstanceOf(WorkbenchError);
        });
      }),
      { numRuns: 300 },
    );
  });
});
