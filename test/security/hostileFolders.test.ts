import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSweepFile } from '../../src/main/cli/sweepFile.ts';
import { openDatasetFiles } from '../../src/main/store/datasetFiles.ts';
import { openByteSource } from '../../src/main/store/files.ts';
import { readProjectFile } from '../../src/main/store/projectFile.ts';
import { readRecord } from '../../src/main/store/runFolder.ts';
import { isNetworkPath } from '../../src/main/store/projectReference.ts';
import { openWorkbench } from '../main/workbench/openWorkbench.ts';

/** Folders that somebody else has made: a project may come as an archive from the internet. */
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spikebench-hostile-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.runIf(process.platform !== 'win32')('a pipe, which would be waited for, is refused', () => {
  const pipe = (name: string): string => {
    const path = join(folder, name);
    spawnSync('mkfifo', [path]);
    return path;
  };
  test.each([
    ['as a model', () => openByteSource(pipe('a.keras'))],
    ['as data', () => openDatasetFiles(pipe('a.csv'))],
    ['as a sweep', () => readSweepFile(pipe('sweep.json'))],
    ['as the record of a run', async () => readRecord(join(pipe('run.json'), '..'), 'run')],
    ['as a project', async () => readProjectFile(join(pipe('project.json'), '..'))],
  ])('%s', async (_, read) => {
    await expect(read()).rejects.toThrow('it is a pipe or a device, not a file');
  });

  test('and so is a device', async () => {
    await expect(openByteSource('/dev/zero')).rejects.toThrow('it is a pipe or a device, not a file');
  });
});

test('a document of gigabytes is not read', async () => {
  const path = join(folder, 'large.json');
  const file = await open(path, 'w');
  await file.truncate(2 ** 32);
  await file.close();
  await expect(readSweepFile(path)).rejects.toThrow('it is larger than 64 MB');
});

test('a figure is not written through a link that a project brings along', async () => {
  const home = join(folder, 'home');
  await mkdir(home);
  const { client, close } = await openWorkbench(home);
  try {
    const project = await client.request('project.create', {
      parent: home,
      name: 'from elsewhere',
      model: null,
      data: null,
      keeping: 'reference',
    });
    const save = (name: string) =>
      client.request('export.save', { name, encoding: 'utf8', content: 'x', where: 'figures' });
    expect(await save('figure.svg')).toEqual({ path: join(project.folder, 'figures', 'figure.svg') });
    await writeFile(join(folder, 'precious.txt'), 'precious');
    await symlink(join(folder, 'precious.txt'), join(project.folder, 'figures', 'link.svg'));
    await expect(save('link.svg')).rejects.toThrow(/outside the folders/);
    await rm(join(project.folder, 'figures'), { recursive: true });
    await symlink(folder, join(project.folder, 'figures'));
    await expect(save('precious.txt')).rejects.toThrow(/outside the folders/);
    expect(await readFile(join(folder, 'precious.txt'), 'utf8')).toBe('precious');
  } finally {
    await close();
  }
});

test('a project does not make Windows call another machine', () => {
  const paths = ['\\\\evil\\share\\a.keras', '//evil/share/a.keras', 'C:\\models\\a.keras', 'Z:\\a.keras'];
  expect(paths.map((path) => isNetworkPath(path, 'win32'))).toEqual([true, true, false, false]);
  expect(isNetworkPath('//a', 'linux')).toBe(false);
});
