import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { type Hdf5File, withHdf5 } from '../../../src/shared/bytes/hdf5.ts';
import { type Hdf5Group, writeHdf5 } from '../../../src/shared/bytes/hdf5Write.ts';

const damaged = (reason: string): Error => new Error(reason);
const numbers = { shape: [2, 2], data: new Float32Array([1, 2, 3, 4]) };
const content: Hdf5Group = {
  attributes: { one: 'täxt', several: ['a', 'bcd'] },
  datasets: { numbers, wide: { shape: [], data: new Float64Array([0.5]) }, words: 'text' },
  groups: { 'in\\side': { datasets: { small: { shape: [3], data: new Uint8Array([1, 2, 255]) } } } },
};

async function reading<T>(use: (file: Hdf5File) => T): Promise<T> {
  return withHdf5(await writeHdf5(content), damaged, use);
}

describe('an HDF5 file', () => {
  test('gives back what was written', async () => {
    await reading((file) => {
      expect(file.namesIn('/')).toEqual(['in\\side', 'numbers', 'wide', 'words']);
      expect([file.kindOf('/numbers'), file.kindOf('/in\\side'), file.kindOf('/none')]).toEqual([
        'dataset',
        'group',
        null,
      ]);
      expect([file.shapeOf('/numbers'), file.shapeOf('/wide'), file.shapeOf('/words')]).toEqual([[2, 2], [], null]);
      expect(file.readNumbers('/numbers')).toEqual(numbers.data);
      expect(file.readNumbers('/wide')).toEqual(new Float32Array([0.5]));
      expect(file.readNumbers('/in\\side/small')).toEqual(new Float32Array([1, 2, 255]));
    });
  });

  test('gives texts of attributes, and null for what is none', async () => {
    const texts = await reading((file) => ['one', 'several', 'none'].map((name) => file.textAttribute('/', name)));
    expect(texts).toEqual([['täxt'], ['a', 'bcd'], null]);
  });

  // Made with h5py 3.16 from NumPy arrays.
  test('of h5py gives half precision, big-endian and compressed numbers', async () => {
    const bytes = new Uint8Array(await readFile(new URL('../../fixtures/halfPrecision.h5', import.meta.url)));
    await withHdf5(bytes, damaged, (file) => {
      expect(file.readNumbers('/half')).toEqual(new Float32Array([1, -2, 0.5, 65504]));
      expect(file.readNumbers('/bigEndian')).toEqual(new Float32Array([0, 1, 2]));
      expect(file.readNumbers('/packed')).toEqual(new Float32Array(2000).fill(0.25));
    });
  });

  test('says what cannot be read', async () => {
    await expect(reading((file) => file.readNumbers('/words'))).rejects.toThrow(
      '"/words" in it holds values of an uncommon type',
    );
    await expect(reading((file) => file.readNumbers('/none'))).rejects.toThrow('"/none" in it cannot be read');
  });

  test('lets errors of the reader pass', async () => {
    const mine = new TypeError('mine');
    await expect(
      reading(() => {
        throw mine;
      }),
    ).rejects.toBe(mine);
  });

  test('that is cut short, or whose texts lie outside their heap, is refused', async () => {
    const whole = await writeHdf5(content);
    await expect(withHdf5(whole.slice(0, -8), damaged, () => 0)).rejects.toThrow('broken or cut short');
    // The first object of the global heap "GCOL" gets a size beyond the heap.
    const heap = String.fromCharCode(...whole).indexOf('GCOL');
    expect(heap).toBeGreaterThan(0);
    expect(await withHdf5(whole, damaged, () => 0)).toBe(0);
    whole[heap + 16 + 10] = 255;
    await expect(withHdf5(whole, damaged, () => 0)).rejects.toThrow('a table of texts in its HDF5 content is broken');
  });
});
