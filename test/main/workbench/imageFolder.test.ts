import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAllowedFolders } from '../../../src/main/workbench/allowedFolders.ts';
import { listFolder } from '../../../src/main/workbench/listFolder.ts';
import { pngOf } from '../../corpus/make/images.ts';
import { openWorkbench, type OpenWorkbench, temporaryFolder } from './openWorkbench.ts';

let home: Awaited<ReturnType<typeof temporaryFolder>>;
let open: OpenWorkbench;

beforeAll(async () => {
  home = await temporaryFolder();
  const image = (grey: number): Uint8Array =>
    pngOf({ width: 2, height: 2 }, new Uint8Array([0, grey, grey, 0, grey, 0]));
  const tree: Readonly<Record<string, Uint8Array>> = {
    'classes/cat/1.png': image(10),
    'classes/cat/2.PNG': image(20),
    'classes/dog/1.png': image(30),
    'splits/train/cat/1.png': image(40),
    'splits/test/cat/1.png': image(50),
    'loose/1.png': image(60),
    'texts/read/me.txt': new Uint8Array(3),
    '.hidden/cat/1.png': image(70),
  };
  for (const [path, bytes] of Object.entries(tree)) {
    await mkdir(dirname(join(home.path, 'images', path)), { recursive: true });
    await writeFile(join(home.path, 'images', path), bytes);
  }
  open = await openWorkbench(home.path);
}, 60_000);
afterAll(async () => {
  await open.close();
  await home.remove();
});

test.each(['data', 'dataFolder'] as const)('the picker for %s knows folders of images from others', async (purpose) => {
  const allowed = await createAllowedFolders([home.path]);
  const { entries } = await listFolder(allowed, join(home.path, 'images'), purpose);
  expect(Object.fromEntries(entries.map(({ name, fits }) => [name, fits]))).toEqual({
    classes: true,
    loose: false,
    splits: true,
    texts: false,
  });
});

test('a folder of images that was chosen is the data of the project, with its classes and splits', async () => {
  const { client } = open;
  await client.request('project.create', {
    parent: null,
    name: 'Images',
    model: null,
    data: null,
    keeping: 'reference',
  });
  await client.request('project.setData', { path: join(home.path, 'images/classes'), keeping: 'reference' });
  const data = await client.request('data.describe', { split: null });
  expect(data).toMatchObject({ name: 'classes', count: 3, sampleShape: [2, 2] });
  const { project } = await client.request('app.state', {});
  expect(project?.data).toMatchObject({ state: 'present', name: 'classes' });
  await client.request('project.setData', { path: join(home.path, 'images/splits'), keeping: 'reference' });
  expect((await client.request('data.describe', { split: null })).splits).toEqual(['test', 'train']);
});

test('a folder without images is refused in words', async () => {
  const path = join(home.path, 'images/texts');
  await expect(open.client.request('project.setData', { path, keeping: 'reference' })).rejects.toThrow(
    /no folders of PNG images, one for each class/,
  );
});
