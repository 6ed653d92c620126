import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeNpy, type NpyArray } from '../../../src/shared/bytes/npy.ts';
import { writeZip } from '../../../src/shared/bytes/zip.ts';
import { readDataset } from '../../../src/shared/dataset/readDataset.ts';
import { WorkbenchError } from '../../../src/shared/problems/problems.ts';
import { filesInMemory, lineOf } from './fakes.ts';

type Arrays = Readonly<Record<string, NpyArray>>;

const npzBytes = (arrays: Arrays): Uint8Array<ArrayBuffer> =>
  writeZip(new Map(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, encodeNpy(array)])));
const npz = (arrays: Arrays) => filesInMemory('a.npz', { 'a.npz': npzBytes(arrays) });

const bytes = (shape: number[], ...data: number[]): NpyArray => ({
  dtype: 'uint8',
  shape,
  data: Uint8Array.from(data),
});
const floats = (shape: number[], ...data: number[]): NpyArray => ({
  dtype: 'float32',
  shape,
  data: Float32Array.from(data),
});
const longs = (shape: number[], ...data: number[]): NpyArray => ({
  dtype: 'int64',
  shape,
  data: BigInt64Array.from(data, BigInt),
});

describe('npz', () => {
  test("Keras's layout gives the splits train and test", async () => {
    const files = npz({
      x_train: bytes([1, 2, 2], 9, 9, 9, 9),
      y_train: bytes([1], 3),
      x_test: bytes([2, 2, 2], 0, 1, 2, 3, 4, 5, 6, 7),
      y_test: longs([2, 1], 8, 9),
    });
    expect(await readDataset(files, { inputShape: [2, 2, 1] })).toEqual({
      name: 'a.npz',
      split: 'test',
      splits: ['train', 'test'],
      sampleShape: [2, 2, 1],
      count: 2,
      offset: 0,
      values: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7),
      scaling: 'unit',
      labels: Int32Array.of(8, 9),
      classNames: null,
    });
  });

  test('plain x without y is the split all', async () => {
    const { split, splits, values, scaling, labels } = await readDataset(npz({ X: floats([1, 2], 0.5, -1) }));
    expect({ split, splits, values, scaling, labels }).toEqual({
      split: 'all',
      splits: ['all'],
      values: Float32Array.of(0.5, -1),
      scaling: 'none',
      labels: null,
    });
  });

  test('one-hot labels are read as classes', async () => {
    const { labels } = await readDataset(npz({ x: floats([2, 1], 1, 2), y: floats([2, 3], 0, 0, 1, 1, 0, 0) }));
    expect(labels).toEqual(Int32Array.of(2, 0));
  });

  test('wide whole numbers of 8-bit range are pixels, others are not', async () => {
    expect((await readDataset(npz({ x: longs([1, 2], 0, 255) }))).scaling).toBe('unit');
    expect((await readDataset(npz({ x: longs([1, 2], 0, 256) }))).scaling).toBe('none');
    expect((await readDataset(npz({ x: floats([1, 2], 0, 255) }))).scaling).toBe('none');
    expect((await readDataset(npz({ x: floats([1, 2], 0, 255) }), { scaling: 'unit' })).scaling).toBe('unit');
  });

  const notRead = 'Give an IDX file or folder, an .npz or a .csv file.';
  test.each<[Arrays, string]>([
    [
      {},
      `"a.npz" is not a data set that can be read: it holds no arrays, and not x, or x_train and x_test. ${notRead}`,
    ],
    [
      { a: bytes([1], 1), b: bytes([1], 1) },
      `"a.npz" is not a data set that can be read: it holds the arrays a, b, and not x, or x_train and x_test. ${notRead}`,
    ],
    [
      { x: bytes([2], 1, 2) },
      '"a.npz" is damaged: its array x has the shape (2), which has no axis besides the samples\'.',
    ],
    [{ x: bytes([1, 1], 1), y: bytes([2], 1, 1) }, '"a.npz" is damaged: it has 2 labels for 1 samples.'],
    [
      { x: bytes([1, 1], 1), y: floats([1, 2], 0.5, 0.5) },
      '"a.npz" is damaged: the label of sample 0 is 2 numbers, and not one 1 among zeros.',
    ],
    [
      { x: bytes([1, 1], 1), y: bytes([1, 1, 1], 1) },
      '"a.npz" is damaged: its labels have the shape (1, 1, 1) instead of one number each.',
    ],
    [{ x: floats([2, 2], 1, 2, 3, NaN) }, '"a.npz" is damaged: sample 1 holds the value NaN.'],
    [
      { x: bytes([1, 1], 1), y: longs([1], 2 ** 32) },
      '"a.npz" is damaged: the label of sample 0 is 4294967296, not a class number.',
    ],
    [{ x_train: bytes([1, 1], 1), x_val: bytes([1, 1], 1) }, '"a.npz" has no split "test". It has: train, validation.'],
  ])('%#: the Problem says so', async (arrays, line) => {
    expect(await lineOf(readDataset(npz(arrays)))).toBe(line);
  });

  test('any truncation or corruption gives a value or a Problem', async () => {
    const whole = npzBytes({ x: bytes([2, 2], 1, 2, 3, 4), y: longs([2], 0, 1) });
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(255), fc.nat(whole.length), async (at, byte, cut) => {
        const broken = whole.map((old, i) => (i === at ? byte : old)).slice(0, cut % 3 === 0 ? cut : whole.length);
        await readDataset(filesInMemory('a.npz', { 'a.npz': broken })).catch((error: unknown) => {
          expect(error).toBeInstanceOf(WorkbenchError);
        });
      }),
      { numRuns: 300 },
    );
  });
});
