import { appendFile, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createProject, openProject } from '../../../src/main/store/projectFolder.ts';
import { userFolders } from '../../../src/main/store/userFolders.ts';
import { openUserSettings } from '../../../src/main/store/userSettings.ts';
import { defaultDraft } from '../../../src/shared/sweep/draftFields.ts';

let base = '';
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'spikebench-project-'));
  await writeFile(join(base, 'net.keras'), 'a model');
  await writeFile(join(base, 'images.csv'), '1,2,3\n');
});
afterEach(() => rm(base, { recursive: true, force: true }));

const at = (...names: string[]): string => join(base, ...names);

test('a project keeps its files, draft and presets, and can be read by people', async () => {
  const project = await createProject(at('p'), 'My project', '0.1.0');
  await project.setFile('model', at('net.keras'), 'reference');
  await project.setFile('data', at('images.csv'), 'copy');
  const draft = { ...defaultDraft, thresholds: '0.8, 1' };
  await project.saveDraft(draft);
  await project.savePreset('mine', draft);
  await project.close();

  const written: unknown = JSON.parse(await readFile(at('p', 'project.json'), 'utf8'));
  expect(written).toMatchObject({
    schema: 2,
    name: 'My project',
    model: { path: at('net.keras'), bytes: 7 },
    data: { path: 'files/images.csv' },
  });
  const reopened = await openProject(at('p'), '0.1.0');
  expect(reopened.state).toMatchObject({
    isReadOnly: false,
    model: { state: 'present', name: 'net.keras' },
    data: { state: 'present', absolutePath: at('p', 'files', 'images.csv') },
    draft,
    presets: [{ name: 'mine', draft }],
  });
  await reopened.close();
});

test('moving the folder does not break it, and keys of a newer Spikebench survive', async () => {
  const project = await createProject(at('p'), 'p', '0.1.0');
  await project.setFile('data', at('images.csv'), 'copy');
  await project.close();
  const content = z.looseObject({}).parse(JSON.parse(await readFile(at('p', 'project.json'), 'utf8')));
  await writeFile(at('p', 'project.json'), JSON.stringify({ ...content, later: { key: 1 } }));
  await rename(at('p'), at('elsewhere'));
  const moved = await openProject(at('elsewhere'), '0.1.0');
  expect(moved.state.data).toMatchObject({ state: 'present', absolutePath: at('elsewhere', 'files', 'images.csv') });
  await moved.rename('q');
  expect(JSON.parse(await readFile(at('elsewhere', 'project.json'), 'utf8'))).toMatchObject({
    name: 'q',
    later: { key: 1 },
  });
  await moved.close();
});

test('a draft of an older Spikebench opens with the settings that it lacks as the presets have them', async () => {
  await (await createProject(at('p'), 'p', '0.1.0')).close();
  const content = z.looseObject({}).parse(JSON.parse(await readFile(at('p', 'project.json'), 'utf8')));
  const { presets, encodings, readouts, poissonRate, burstCurrent, phaseLevel, spikesToWin, thresholds } = defaultDraft;
  const { durations, timeStep, seeds, split, offset, samples, scaling, calibrationSplit, calibrationSamples } =
    defaultDraft;
  const old = {
    presets,
    encodings,
    readouts,
    poissonRate,
    burstCurrent,
    phaseLevel,
    spikesToWin,
    thresholds,
    durations,
    timeStep,
    seeds,
    split,
    offset,
    samples,
    scaling,
    calibrationSplit,
    calibrationSamples,
    percentile: '99.9',
  };
  const named = { name: 'mine', draft: { ...old, percentile: '99, 100' } };
  await writeFile(at('p', 'project.json'), JSON.stringify({ ...content, draft: old, presets: [named] }));
  const project = await openProject(at('p'), '0.1.0');
  expect(project.state.draft).toEqual(defaultDraft);
  expect(project.state.presets[0]!.draft).toEqual({ ...defaultDraft, percentile: '99, 100' });
  await project.close();
});

test('a missing or changed file is named, and can be linked again', async () => {
  const project = await createProject(at('p'), 'p', '0.1.0');
  await project.setFile('model', at('net.keras'), 'reference');
  await rename(at('net.keras'), at('moved.keras'));
  await project.refresh();
  expect(project.state.model).toMatchObject({ state: 'missing', absolutePath: at('net.keras') });
  await project.setFile('model', at('moved.keras'), 'reference');
  expect(project.state.model?.state).toBe('present');
  await appendFile(at('moved.keras'), 'more');
  await project.refresh();
  expect(project.state.model?.state).toBe('changed');
  await project.close();
});

test('a second window only looks, until the first closes; the lock of a dead process is taken over', async () => {
  const first = await createProject(at('p'), 'p', '0.1.0');
  const second = await openProject(at('p'), '0.1.0');
  expect(second.state.isReadOnly).toBe(true);
  await expect(second.rename('q')).rejects.toThrow(/can only be looked at here: it is held by process \d+\./);
  await second.close();
  await first.close();
  await writeFile(at('p', '.lock'), JSON.stringify({ pid: 2 ** 22 + 12345, host: hostname() }));
  const third = await openProject(at('p'), '0.1.0');
  expect(third.state.isReadOnly).toBe(false);
  await third.close();
});

test.each([
  ['', /has no project.json/],
  ['{"schema": 1', /not complete JSON/],
  ['{"schema": 1, "name": "x"}', /damaged at spikebench/],
  ['{"schema": 9}', /newer Spikebench \(project version 9\)/],
])('what is no project is said to be none: %s', async (text, message) => {
  await mkdir(at('x'));
  if (text !== '') await writeFile(at('x', 'project.json'), text);
  await expect(openProject(at('x'), '0.1.0')).rejects.toThrow(message);
});

test('a folder with something in it is not taken', async () => {
  await mkdir(at('full'));
  await cp(at('net.keras'), at('full', 'net.keras'));
  await expect(createProject(at('full'), 'p', '0.1.0')).rejects.toThrow(/exists already and is not empty/);
});

test('recent projects are kept per user, latest first, and damage is forgotten', async () => {
  const folder = userFolders({ SPIKEBENCH_HOME: at('home') }).settings;
  const settings = await openUserSettings(folder);
  const entry = { name: 'p', opened: '2026-01-01T00:00:00Z', model: null, data: null, best: null };
  await Promise.all(['a', 'b', 'a'].map((name) => settings.remember({ ...entry, folder: name })));
  await settings.savePreferences({ theme: 'dark' });
  const again = await openUserSettings(folder);
  expect([again.recent.map((recent) => recent.folder), again.preferences]).toEqual([['a', 'b'], { theme: 'dark' }]);
  await writeFile(join(folder, 'settings.json'), '{');
  expect((await openUserSettings(folder)).recent).toEqual([]);
});
