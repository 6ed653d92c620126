import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startHdf5 } from '../../src/shared/bytes/hdf5Library.ts';
import { corpusFolders, readCorpusFile } from './readCorpusFile.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
/** By `folder/file`: kind and words of the Problem that the file must give, or "value" and what it is. */
const expected = z
  .record(z.string(), z.tuple([z.string(), z.string()]))
  .parse(JSON.parse(readFileSync(join(here, 'expected.json'), 'utf8')));
const files = corpusFolders.flatMap((folder) =>
  readdirSync(join(here, 'files', folder)).map((name) => ({ folder, name, path: join(here, 'files', folder, name) })),
);

test('every file has its entry and every entry its file; together they are less than 1 MB', () => {
  expect(files.map(({ folder, name }) => `${folder}/${name}`).toSorted()).toEqual(Object.keys(expected).toSorted());
  expect(readdirSync(join(here, 'files')).toSorted()).toEqual([...corpusFolders].toSorted());
  expect(Object.values(expected).filter(([kind]) => kind !== 'value').length).toBeGreaterThanOrEqual(60);
  expect(files.reduce((size, { path }) => size + statSync(path).size, 0)).toBeLessThan(2 ** 20);
});

describe('a broken or hostile file gives its Problem, soon and in little memory', () => {
  test.each(files)('$folder/$name', async ({ folder, name, path }) => {
    const before = process.memoryUsage().rss;
    const started = performance.now();
    const { kind, words } = await readCorpusFile(folder, path);
    expect([kind, words]).toEqual(expected[`${folder}/${name}`]);
    // Ten seconds on a machine that is busy with other tests; three at most on an idle one.
    expect(performance.now() - started).toBeLessThan(10_000);
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(400);
    // Nobody reads more than a few lines.
    expect(words.length).toBeLessThan(3000);
  });

  test('and the HDF5 library, whose memory never shrinks, has kept to its bound through all of them', async () => {
    const { HEAPU8 } = await startHdf5();
    expect(HEAPU8.length / 2 ** 20).toBeLessThan(140);
  });
});
