import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatasetFiles } from '../../../src/main/store/datasetFiles.ts';
import { measureDataset } from '../../../src/shared/dataset/measureDataset.ts';
import { readDataset } from '../../../src/shared/dataset/readDataset.ts';
import { describeWithReference, referencePath } from '../../reference.ts';
import { lineOf } from '../../shared/dataset/fakes.ts';

describe('openDatasetFiles', () => {
  let folder = '';
  const tree = {
    idx: [
      't10k-images-idx3-ubyte.gz',
      't10k-images-idx3-ubyte',
      't10k-labels-idx1-ubyte',
      'train-images-idx3-ubyte.gz',
      'README',
    ],
    tables: ['train.csv', 'test.csv'],
    mixed: ['a.npz', 'b.csv'],
    other: ['photo.png'],
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spikebench-'));
    for (const [name, files] of Object.entries(tree)) {
      await mkdir(join(folder, name));
      for (const file of files) await writeFile(join(folder, name, file), file);
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  const opened = async (...path: string[]) => {
    const { name, sources } = await openDatasetFiles(join(folder, ...path));
    return [name, ...sources.map((source) => source.name)];
  };

  test('a folder is its IDX files, unzipped before zipped, or its tables', async () => {
    expect(await opened('idx')).toEqual([
      'idx',
      't10k-images-idx3-ubyte',
      't10k-labels-idx1-ubyte',
      'train-images-idx3-ubyte.gz',
    ]);
    expect(await opened('tables')).toEqual(['tables', 'test.csv', 'train.csv']);
  });

  test('an IDX images file brings its labels file, other files stand alone', async () => {
    expect(await opened('idx', 't10k-images-idx3-ubyte.gz')).toEqual([
      't10k-images-idx3-ubyte.gz',
      't10k-images-idx3-ubyte.gz',
      't10k-labels-idx1-ubyte',
    ]);
    expect(await opened('mixed', 'b.csv')).toEqual(['b.csv', 'b.csv']);
  });

  test('what is missing, ambiguous or no data set is a Problem', async () => {
    const missing = join(folder, 'nothing.npz');
    expect(await lineOf(openDatasetFiles(missing))).toBe(`There is no file "${missing}". Check the path.`);
    expect(await lineOf(opened('mixed'))).toBe(
      '"mixed" holds several data sets: a.npz, b.csv. Name one of these files.',
    );
    expect(await lineOf(opened('other'))).toBe(
      '"other" is not a data set that can be read: the folder has no .npz, no .csv, no IDX images (such as t10k-images-idx3-ubyte.gz) and no folders of PNG images, one for each class. Give an IDX file or folder, an .npz or a .csv file.',
    );
  });
});

describeWithReference('MNIST as its authors packed it', () => {
  test('the folder gives both splits', async () => {
    const files = await openDatasetFiles(referencePath('mnist'));
    const dataset = await readDataset(files, { inputShape: [28, 28, 1] });
    const { perClass, lowest, highest, mean, blankSamples } = measureDataset(dataset);
    expect([dataset.split, dataset.splits, dataset.count, dataset.sampleShape, dataset.scaling]).toEqual([
      'test',
      ['test', 'train'],
      10_000,
      [28, 28, 1],
      'unit',
    ]);
    // Counts per digit as published with the data; mean of the test images 0.1325 after division by 255.
    expect(perClass.map(({ count }) => count)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect([lowest, highest, blankSamples, (mean / 255).toFixed(4)]).toEqual([0, 255, 0, '0.1325']);
    const train = await readDataset(files, { split: 'train', offset: 59_999 });
    expect([train.count, train.offset, [...train.labels!]]).toEqual([1, 59_999, [8]]);
  });

  test('one images file alone has the labels beside it', async () => {
    const files = await openDatasetFiles(referencePath('mnist', 't10k-images-idx3-ubyte.gz'));
    const { split, labels } = await readDataset(files, { limit: 5 });
    expect([split, [...labels!]]).toEqual(['test', [7, 2, 1, 0, 4]]);
  });
});
