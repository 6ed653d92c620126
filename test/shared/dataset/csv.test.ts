import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDataset } from '../../../src/shared/dataset/readDataset.ts';
import { WorkbenchError } from '../../../src/shared/problems/problems.ts';
import { filesInMemory, lineOf } from './fakes.ts';

const csv = (text: string) => filesInMemory('a.csv', { 'a.csv': text });
const typeOf = async (text: string) => {
  const { values, scaling } = await readDataset(csv(text));
  return [values.constructor, scaling];
};

describe('CSV', () => {
  test.each([
    ['a header that names the label', 'p0,Label,p1\n1,5,2\n3,6,4\n', [1, 2, 3, 4], [5, 6]],
    ['no header: the first column', '5,1,2\r\n6,3,4\r\n', [1, 2, 3, 4], [5, 6]],
    ['quotes, spaces, empty lines, semicolons', '"y"; "a"; "b"\n\n5; "1"; 2\n6;3;4', [1, 2, 3, 4], [5, 6]],
    ['columns all named alike: no label', 'pixel0,pixel1\n1,2\n3,4', [1, 2, 3, 4], null],
    ["pandas' column of row numbers", ',target,a,b\n0,5,1,2\n1,6,3,4\n', [1, 2, 3, 4], [5, 6]],
    ['a byte order mark', '\uFEFFlabel\ta\tb\n5\t1\t2\n6\t3\t4', [1, 2, 3, 4], [5, 6]],
    ['numbers as column names', 'label,0,1\n5,1,2\n6,3,4', [1, 2, 3, 4], [5, 6]],
  ])('%s', async (_, text, values, labels) => {
    const dataset = await readDataset(csv(text));
    expect([dataset.sampleShape, dataset.count, dataset.split]).toEqual([[2], 2, 'all']);
    expect([...dataset.values]).toEqual(values);
    expect(dataset.labels && [...dataset.labels]).toEqual(labels);
  });

  test('labels that are words become classes in alphabetical order', async () => {
    const { labels, classNames } = await readDataset(csv('cat,1,2\nant,3,4\n"a ""b"", c",1,1\ncat,0,0'));
    expect({ labels, classNames }).toEqual({
      labels: Int32Array.of(2, 1, 0, 2),
      classNames: ['a "b", c', 'ant', 'cat'],
    });
  });

  test('whole numbers up to 255 are 8-bit data, fractions and zeros and ones are not', async () => {
    expect(await typeOf('0,0,255')).toEqual([Uint8Array, 'unit']);
    expect(await typeOf('0,0.5,255')).toEqual([Float32Array, 'none']);
    expect(await typeOf('0,256,255')).toEqual([Float32Array, 'none']);
    expect(await typeOf('0,-1,255')).toEqual([Float32Array, 'none']);
    expect(await typeOf('0,0,1')).toEqual([Float32Array, 'none']);
  });

  test('a row of square length is an image, and takes the shape of the model', async () => {
    const row = Array.from({ length: 64 }, (_, i) => i).join(',');
    expect((await readDataset(csv(`3,${row}`))).sampleShape).toEqual([8, 8]);
    expect((await readDataset(csv(`3,${row}`), { inputShape: [8, 8, 1] })).sampleShape).toEqual([8, 8, 1]);
    const unlabelled = await readDataset(csv(row), { inputShape: [8, 8, 1] });
    expect([unlabelled.labels, unlabelled.values.length]).toEqual([null, 64]);
  });

  test('files of a folder are splits by their names', async () => {
    const files = filesInMemory('kaggle', { 'mnist_test.csv': '1,2,3', 'mnist_train.csv': '4,5,6' });
    const { split, splits, labels } = await readDataset(files);
    expect({ split, splits, labels }).toEqual({ split: 'test', splits: ['test', 'train'], labels: Int32Array.of(1) });
  });

  test.each([
    ['5,1,2\n6,x,4', '"a.csv" is damaged: line 2, column 2 holds "x", which is not a number.'],
    ['5,1,2\n6,,4', '"a.csv" is damaged: line 2, column 2 holds "", which is not a number.'],
    ['label,a,b\n\n5,1\n', '"a.csv" is damaged: line 3 has 2 cells where the first line has 3.'],
    ['5,1,2\n6,1,2,3\n', '"a.csv" is damaged: line 2 has more cells where the first line has 3.'],
    ['label,a\n5.5,1', '"a.csv" is damaged: the label of sample 0 is 5.5, not a class number.'],
    ['label,a\n5,1\n,1', '"a.csv" is damaged: the label of sample 1 is empty.'],
    [
      'hello world',
      '"a.csv" is not a data set that can be read: as a table it has a single column. Give an IDX file or folder, an .npz or a .csv file.',
    ],
    [
      'label,a\n',
      '"a.csv" is not a data set that can be read: it holds 0 samples of 1 values. Give an IDX file or folder, an .npz or a .csv file.',
    ],
    [
      '',
      '"a.csv" is not a data set that can be read: it is empty. Give an IDX file or folder, an .npz or a .csv file.',
    ],
  ])('%j: the Problem says so', async (text, line) => {
    expect(await lineOf(readDataset(csv(text)))).toBe(line);
  });

  test('any text gives a value or a Problem', async () => {
    const text = fc.string({
      unit: fc.constantFrom('1', '23', ',', '\n', '\r\n', '"', ' ', '.', '-', 'label', 'ä', '\0'),
    });
    await fc.assert(
      fc.asyncProperty(text, async (content) => {
        await readDataset(csv(content)).catch((error: unknown) => {
          expect(error).toBeInstanceOf(WorkbenchError);
        });
      }),
      { numRuns: 500 },
    );
  });

  test('any table of numbers is read as it was written', async () => {
    const rows = fc.integer({ min: 1, max: 5 }).chain((columns) =>
      fc.array(
        fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: columns, maxLength: columns }),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
    );
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const text = table.map((row, i) => [i, ...row].join(',')).join('\n');
        const { values, labels } = await readDataset(csv(text));
        expect([...values].map((v) => v + 0)).toEqual(table.flat().map((v) => v + 0));
        expect([...labels!]).toEqual([...table.keys()]);
      }),
      { numRuns: 100 },
    );
  });
});
