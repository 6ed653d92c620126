import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openProject } from '../../../src/main/store/projectFolder.ts';
import {
  createTrainingFolder,
  listTrainings,
  readTrainingAbout,
  restoreTraining,
  trashTraining,
  writeTrainingAbout,
} from '../../../src/main/store/trainingFolder.ts';
import { defaultSetup } from '../../../src/shared/training/setup.ts';
import { exampleTraining } from './exampleTraining.ts';

let models = '';
beforeEach(async () => {
  models = await mkdtemp(join(tmpdir(), 'spikebench-models-'));
});
afterEach(() => rm(models, { recursive: true, force: true }));

test('what is written of a training is read again whole', async () => {
  await mkdir(join(models, 'example'));
  await writeTrainingAbout(join(models, 'example'), exampleTraining);
  expect(await readTrainingAbout(models, 'example')).toEqual({ schema: 1, ...exampleTraining });
  expect((await listTrainings(models)).map(({ training }) => training)).toEqual(['example']);
});

test('folders are named for their trainings, each with a name of its own, those in the trash included', async () => {
  expect(await createTrainingFolder(models, 'Größe (2)')).toBe('Gro-e-2');
  expect(await createTrainingFolder(models, 'cnn')).toBe('cnn');
  expect(await createTrainingFolder(models, 'cnn')).toBe('cnn-2');
  await trashTraining(models, 'cnn');
  expect(await createTrainingFolder(models, 'cnn')).toBe('cnn-3');
  await restoreTraining(models, 'cnn');
  expect((await readdir(models)).toSorted()).toEqual(['.trash', 'Gro-e-2', 'cnn', 'cnn-2', 'cnn-3']);
  // What only looks like a device of Windows.
  expect(await createTrainingFolder(models, 'con')).toBe('model-con');
  expect(await createTrainingFolder(models, '网络')).toBe('model');
  await expect(trashTraining(models, 'none')).rejects.toThrow('The project has no training "none".');
});

test('a model is looked for beside training.json and nowhere else', async () => {
  await mkdir(join(models, 'forged'));
  for (const file of ['../../other.keras', '/etc/passwd', 'x.h5', '']) {
    await writeFile(join(models, 'forged', 'training.json'), JSON.stringify({ schema: 1, ...exampleTraining, file }));
    await expect(readTrainingAbout(models, 'forged')).rejects.toThrow('it is damaged or of another version, at file');
  }
  await writeFile(join(models, 'forged', 'training.json'), JSON.stringify({ ...exampleTraining, schema: 2 }));
  await expect(readTrainingAbout(models, 'forged')).rejects.toThrow('at schema');
});

test('a project without a setup has the usual one, and one of a newer Spikebench stays as it is', async () => {
  const content = { schema: 2, spikebench: '0.1.0', name: 'p', model: null, data: null, presets: [] };
  const { draft } = JSON.parse(
    await readFile(new URL('../../fixtures/version1/project.json', import.meta.url), 'utf8'),
  );
  const newer = { ...defaultSetup, network: { kind: 'transformer' } };
  await writeFile(join(models, 'project.json'), JSON.stringify({ ...content, draft, training: newer }));
  const project = await openProject(models, '0.1.0');
  expect(project.setup).toEqual(defaultSetup);
  await project.rename('q');
  expect(JSON.parse(await readFile(join(models, 'project.json'), 'utf8'))).toMatchObject({
    name: 'q',
    training: newer,
  });
  await project.saveSetup({ ...defaultSetup, name: 'mine' });
  expect(project.setup.name).toBe('mine');
  await project.close();
  const again = await openProject(models, '0.1.0');
  expect(again.setup.name).toBe('mine');
  await again.close();
});
