import { readFile } from 'node:fs/promises';
import { assert, asyncProperty, nat } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesInMemory } from '../../../src/shared/bytes/byteSource.ts';
import { encodeNpy, type NpyArray, parseNpy } from '../../../src/shared/bytes/npy.ts';
import { readNpz, writeNpz } from '../../../src/shared/bytes/npz.ts';
import { WorkbenchError } from '../../../src/shared/problems/problems.ts';
import { describeWithReference, referencePath } from '../../reference.ts';

const damaged = (reason: string): Error => new Error(reason);

/** A .npy file of version 1.0 with this header and these bytes. */
function npy(header: string, ...content: readonly number[]): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  return new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length, 0, ...text, ...content]);
}
const plain = (descr: string, shape: string): string =>
  `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }\n`;

const arrays: readonly NpyArray[] = [
  { dtype: 'bool', shape: [2], data: new Uint8Array([1, 0]) },
  { dtype: 'uint8', shape: [2, 3], data: new Uint8Array([1, 2, 3, 4, 5, 255]) },
  { dtype: 'int8', shape: [1], data: new Int8Array([-3]) },
  { dtype: 'uint16', shape: [1], data: new Uint16Array([65535]) },
  { dtype: 'int16', shape: [1], data: new Int16Array([-300]) },
  { dtype: 'uint32', shape: [1], data: new Uint32Array([2 ** 32 - 1]) },
  { dtype: 'int32', shape: [], data: new Int32Array([-70000]) },
  { dtype: 'int64', shape: [2], data: new BigInt64Array([-1n, 2n ** 40n]) },
  { dtype: 'uint64', shape: [1], data: new BigUint64Array([2n ** 63n]) },
  { dtype: 'float32', shape: [0, 4], data: new Float32Array(0) },
  { dtype: 'float64', shape: [3], data: new Float64Array([0.1, -2, 1e300]) },
];

describe('a .npy array', () => {
  test.each(arrays.map((array) => [array.dtype, array] as const))('of %s comes back as it was written', (_, array) => {
    expect(parseNpy(encodeNpy(array), damaged)).toEqual(array);
  });

  test('in Fortran order is read in row-major order', () => {
    const header = `{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }\n`;
    expect(parseNpy(npy(header, 1, 4, 2, 5, 3, 6), damaged)).toEqual({
      dtype: 'uint8',
      shape: [2, 3],
      data: new Uint8Array([1, 2, 3, 4, 5, 6]),
    });
  });

  test('of big-endian numbers is read', () => {
    expect(parseNpy(npy(plain('>i2', '(2,)'), 1, 0, 255, 254), damaged).data).toEqual(new Int16Array([256, -2]));
  });

  test('of half precision becomes single precision', () => {
    const halves = [0x00, 0x3c, 0x00, 0xc0, 0x01, 0x00, 0x00, 0x7c];
    expect(parseNpy(npy(plain('<f2', '(4,)'), ...halves), damaged).data).toEqual(
      new Float32Array([1, -2, 2 ** -24, Infinity]),
    );
  });

  test('of text is read', () => {
    expect(parseNpy(npy(plain('|S3', '(2,)'), 97, 98, 99, 100, 0, 0), damaged).data).toEqual(['abc', 'd']);
    expect(parseNpy(npy(plain('<U1', '()'), 0xe4, 0, 0, 0), damaged).data).toEqual(['ä']);
  });

  test.each([
    [npy(plain('|O', '(2,)')), 'it holds elements of type "|O"; numbers, truth values and text are read'],
    [npy(plain('<f4', '(9,)'), 0, 0), 'it ends early: it has 2 of the 36 bytes of its elements'],
    [npy(plain('<f4', '(99999, 99999)')), 'its shape (99999, 99999) is too large to be read'],
    [
      npy(`{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }`),
      'its header does not describe a plain array',
    ],
    [new TextEncoder().encode('not an array'), 'it is not a .npy array'],
  ])('that cannot be read says why (%#)', (bytes, reason) => {
    expect(() => parseNpy(bytes, damaged)).toThrow(reason);
  });
});

describe('a .npz file', () => {
  const content = new Map<string, NpyArray>([
    ['x', { dtype: 'float32', shape: [2, 2], data: new Float32Array([0.5, 1, -1, 0]) }],
    ['y', { dtype: 'int64', shape: [2], data: new BigInt64Array([1n, 0n]) }],
  ]);

  test('comes back as it was written, byte for byte the same each time', async () => {
    const bytes = await writeNpz(content);
    expect(await readNpz(bytesInMemory('a.npz', bytes))).toEqual(content);
    expect(await writeNpz(content)).toEqual(bytes);
  });

  test('truncated or corrupted anywhere gives a value or a Problem', async () => {
    const bytes = await writeNpz(content);
    await assert(
      asyncProperty(nat(bytes.length), nat(255), nat(bytes.length), async (at, byte, length) => {
        const broken = bytes.map((old, i) => (i === at ? byte : old)).slice(0, length);
        await readNpz(bytesInMemory('a.npz', broken)).catch((error: unknown) =>
          expect(error).toBeInstanceOf(WorkbenchError),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describeWithReference('a .npz file of NumPy', () => {
  test('is read, compressed, with numbers of several types and text', async () => {
    const path = referencePath('models', 'mlp_mnist.reference.npz');
    const read = await readNpz(bytesInMemory('mlp.npz', new Uint8Array(await readFile(path))));
    expect([...read].map(([name, { dtype, shape }]) => [name, dtype, shape])).toEqual([
      ['test_index', 'int64', [300]],
      ['labels', 'int64', [1000]],
      ['predictions', 'float32', [1000, 10]],
      ['pred_class_10k', 'uint8', [10000]],
      ['accuracy_10k', 'float64', []],
      ['acc_first300', 'float64', []],
      ['info', 'text', []],
    ]);
    expect(read.get('accuracy_10k')?.data).toEqual(new Float64Array([0.973]));
  });
});
