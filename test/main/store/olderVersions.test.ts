import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openProject } from '../../../src/main/store/projectFolder.ts';
import { openResults, readFinished, readSettings } from '../../../src/main/store/resultsStore.ts';
import { readRecord } from '../../../src/main/store/runFolder.ts';
import { openUserSettings } from '../../../src/main/store/userSettings.ts';

/** Files as version 1 wrote them: the commit before 090ed28, in a demo project and in a sweep of 6 samples. */
const version1 = fileURLToPath(new URL('../../fixtures/version1', import.meta.url));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spikebench-older-'));
  await cp(version1, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (...names: string[]): string => join(folder, ...names);
const textOf = (...names: string[]): Promise<string> => readFile(at(...names), 'utf8');
const looseSchema = z.looseObject({ schema: z.int() });
const jsonOf = async (...names: string[]) => looseSchema.parse(JSON.parse(await textOf(...names)));

test('looking at an older project changes nothing; the first change keeps the old file beside the new one', async () => {
  const before = await textOf('project.json');
  const project = await openProject(folder, '0.2.0');
  expect(project.state).toMatchObject({
    name: 'Demo: handwritten digits',
    // 99.9 was the percentile of every preset then, and stood in every draft.
    draft: { thresholds: '0.6 to 1.4 step 0.2', percentile: '', normalisation: '' },
  });
  expect(await textOf('project.json')).toBe(before);
  await project.rename('renamed');
  await project.rename('renamed again');
  await project.close();
  expect(await textOf('project.version-1.json')).toBe(before);
  expect(await jsonOf('project.json')).toMatchObject({ schema: 2, name: 'renamed again', spikebench: '0.2.0' });
  const reopened = await openProject(folder, '0.2.0');
  expect(reopened.state.draft).toEqual(project.state.draft);
  await reopened.close();
});

test('results of an older layout count when a sweep goes on, and are kept as they were', async () => {
  const results = at('results');
  const before = Object.fromEntries(
    await Promise.all((await readdir(results)).map(async (name) => [name, await textOf('results', name)] as const)),
  );
  const settings = await readSettings(results);
  const finished = await readFinished(results);
  expect(finished.map(({ tally }) => [tally.from, tally.readouts[0]!.courses])).toEqual(
    [0, 1, 2, 3, 4, 5].map((from) => [from, null]),
  );
  const store = await openResults(results, settings, 'resume', '0.1.0');
  expect(store.finished).toEqual(finished);
  expect(store.notes).toEqual([expect.stringContaining('written by an older Spikebench (layout 1)')]);
  await store.close();
  expect(await jsonOf('results', 'plan.json')).toMatchObject({ schema: 2 });
  for (const [name, text] of Object.entries(before)) {
    expect(await textOf('results', name.replace('.', '.version-1.'))).toBe(text);
  }
  // The second time there is nothing old left to speak of.
  const again = await openResults(results, settings, 'resume', '0.1.0');
  expect(again.notes).toEqual([]);
  await again.close();
});

test('the record of an older layout is read, with nothing where it says nothing', async () => {
  const record = await readRecord(at('results'), 'old');
  expect(record).toMatchObject({ schema: 2, analog: { work: null } });
  expect(record.cells[0]).toMatchObject({ failure: null, work: null });
});

test('projects, results and records of a newer Spikebench are refused in words and stay as they are', async () => {
  const settings = await readSettings(at('results'));
  for (const name of ['project.json', 'results/plan.json', 'results/run.json']) {
    await writeFile(at(name), JSON.stringify({ ...(await jsonOf(name)), schema: 99 }));
  }
  await expect(openProject(folder, '0.1.0')).rejects.toThrow('made by a newer Spikebench (project version 99)');
  await expect(openResults(at('results'), settings, 'resume', '0.1.0')).rejects.toThrow(
    'holds results of a newer Spikebench (layout 99). Update Spikebench to go on with them',
  );
  await expect(readRecord(at('results'), 'new')).rejects.toThrow('version 99, is newer than this Spikebench');
  expect(await jsonOf('results', 'plan.json')).toMatchObject({ schema: 99 });
  expect((await readdir(at('results'))).toSorted()).toEqual(['journal.jsonl', 'plan.json', 'run.json']);
});

test('settings of the user: this version reads them, a newer one keeps its own, a damaged file is set aside', async () => {
  const settings = await openUserSettings(folder);
  expect([settings.recent[0]?.name, settings.note]).toEqual(['Demo', null]);

  const newer = JSON.stringify({ ...(await jsonOf('settings.json')), schema: 2, later: true });
  await writeFile(at('settings.json'), newer);
  const older = await openUserSettings(folder);
  await older.savePreferences({ theme: 'dark' });
  expect([older.recent[0]?.name, older.preferences]).toEqual(['Demo', { theme: 'dark' }]);
  expect(older.note).toMatch(/^Your settings are those of a newer Spikebench and stay as they are/);
  expect(await textOf('settings.json')).toBe(newer);

  await writeFile(at('settings.json'), '{"schema": 1, "rec');
  const damaged = await openUserSettings(folder);
  expect([damaged.recent, damaged.note]).toEqual([[], expect.stringContaining('could not be read')]);
  await damaged.savePreferences({ theme: 'light' });
  expect(await textOf('settings.damaged.json')).toBe('{"schema": 1, "rec');
  expect((await openUserSettings(folder)).preferences).toEqual({ theme: 'light' });
});

test('a record of another make in the journal is simulated again, and said', async () => {
  const settings = await readSettings(at('results'));
  const store = await openResults(at('results'), settings, 'resume', '0.1.0');
  await store.append([{ simulation: 'x' }] as never);
  await store.close();
  const again = await openResults(at('results'), settings, 'resume', '0.1.0');
  expect([again.finished.length, again.notes]).toEqual([6, ['A record of another make will be simulated again.']]);
  await again.close();
  expect((await stat(at('results', 'journal.jsonl'))).size).toBeGreaterThan(0);
});
