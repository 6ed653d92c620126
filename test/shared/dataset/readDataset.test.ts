import { describe, expect, test } from 'vitest';
import { readDataset } from '../../../src/shared/dataset/readDataset.ts';
import { checkLabels } from '../../../src/shared/dataset/labels.ts';
import { measureDataset } from '../../../src/shared/dataset/measureDataset.ts';
import { fitShape } from '../../../src/shared/dataset/fitShape.ts';
import { WorkbenchError } from '../../../src/shared/problems/problems.ts';
import { filesInMemory, idxBytes, lineOf } from './fakes.ts';

const csv = (text: string) => filesInMemory('a.csv', { 'a.csv': text });

describe('readDataset', () => {
  test.each([
    [
      [28, 28],
      [28, 28, 1],
    ],
    [[28, 28], [784]],
    [[784], [28, 28, 1]],
    [
      [28, 28, 1],
      [28, 28],
    ],
    [
      [32, 32, 3],
      [1024, 3],
    ],
    [[100], [100, 1]],
  ])('samples of shape %j fit a model that takes %j', (found, wanted) => {
    expect(fitShape('a', found, wanted)).toEqual(wanted);
  });

  test.each([
    [[28, 28], [32, 32], '"a" has samples of shape (28, 28), but the model takes (32, 32).'],
    [[3, 32, 32], [32, 32, 3], '"a" has samples of shape (3, 32, 32), but the model takes (32, 32, 3).'],
    [[28, 28], [14, 56], '"a" has samples of shape (28, 28), but the model takes (14, 56).'],
  ])('samples of shape %j do not fit a model that takes %j', (found, wanted, line) => {
    expect(() => fitShape('a', found, wanted)).toThrow(
      new WorkbenchError({ area: 'dataset', kind: 'shapeMismatch', file: 'a', found, wanted }),
    );
    expect(() => fitShape('a', found, wanted)).toThrow(line);
  });

  test('an offset beyond the samples, a split that is not there', async () => {
    expect(await lineOf(readDataset(csv('1,2,3'), { offset: 1 }))).toBe(
      '"a.csv" has 1 samples, so none is left from offset 1. Lower --offset.',
    );
    expect(await lineOf(readDataset(csv('1,2,3'), { split: 'train' }))).toBe(
      '"a.csv" has no split "train". It has: all.',
    );
  });

  test.each([
    ['\x89HDF\r\n\x1a\n', 'it is an HDF5 file'],
    ['\x93NUMPY\x01\x00', 'it is a single .npy array; save images and labels together with numpy.savez'],
    ['\x89PNG\r\n\x1a\n', 'it is a single PNG image; give the folder with one folder of images for each class'],
    ['\xff\xd8\xff\xe0', 'it is a single JPEG image'],
    ['PAR1', 'it is a Parquet file'],
    ['\x80\x04\x95', 'it is a Python pickle, which can only be opened by running it'],
    ['\x00\x01\x02', 'its first bytes are those of no known format'],
  ])('a file of another format is named as such: %j', async (start, found) => {
    const content = Uint8Array.from(start, (character) => character.charCodeAt(0));
    expect(await lineOf(readDataset(filesInMemory('a', { a: content })))).toBe(
      `"a" is not a data set that can be read: ${found}. Give an IDX file or folder, an .npz or a .csv file.`,
    );
  });

  test('labels are checked against the classes of the model', async () => {
    const dataset = await readDataset(csv('1,2,3\n9,2,3\n10,2,3'), { offset: 1 });
    expect(checkLabels(dataset, 11)).toEqual(Int32Array.of(9, 10));
    const check = async (classes: number) => checkLabels(dataset, classes);
    expect(await lineOf(check(10))).toBe('"a.csv": sample 2 has the label 10, but the model has 10 classes (0 to 9).');
    const unlabelled = await readDataset(csv('p1,p2\n2,3'));
    expect(await lineOf((async () => checkLabels(unlabelled, 10))())).toBe(
      '"a.csv" has no labels, and accuracy needs them. Add them as y (npz), a labels file (IDX) or a label column (csv).',
    );
  });

  test('measureDataset counts classes, range and blank images', async () => {
    const files = filesInMemory('d', {
      'test-images.idx': idxBytes([3, 2], [0, 4, 5, 5, 0, 10]),
      'test-labels.idx': idxBytes([3], [7, 2, 7]),
    });
    expect(measureDataset(await readDataset(files))).toEqual({
      perClass: [
        { label: 2, name: '2', count: 1 },
        { label: 7, name: '7', count: 2 },
      ],
      lowest: 0,
      highest: 10,
      mean: 4,
      blankSamples: 1,
    });
  });
});
