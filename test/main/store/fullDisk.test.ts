import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countWrites, fillDisk } from '../../torture/fullDisk.mjs';
import { writeFileAtomically } from '../../../src/main/store/files.ts';
import { openJournal, readJournal } from '../../../src/main/store/journal.ts';
import { createProject } from '../../../src/main/store/projectFolder.ts';
import { whenThereIsRoom } from '../../../src/main/store/roomOnDisk.ts';
import type { Standstill } from '../../../src/shared/api/engineViews.ts';
import { WorkbenchError } from '../../../src/shared/problems/problems.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spikebench-full-'));
});
afterEach(async () => {
  fillDisk(null, () => false);
  await rm(folder, { recursive: true, force: true });
});

const full = { problem: { area: 'file', kind: 'diskFull', reason: 'full' } };

test('a file that finds no room stays as it was, whichever write of it fails', async () => {
  const path = join(folder, 'results.csv');
  await writeFile(path, 'old');
  fillDisk(folder, () => false);
  await writeFileAtomically(path, 'new');
  const writes = countWrites();
  expect(writes).toBeGreaterThan(3);
  for (let failing = 0; failing < writes; failing++) {
    await writeFileAtomically(path, 'old');
    fillDisk(folder, (number) => number === failing);
    await expect(writeFileAtomically(path, 'a long new content')).rejects.toMatchObject(full);
    expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['old', ['results.csv']]);
  }
});

test('a journal never holds part of a record that found no room, and goes on when there is some', async () => {
  const path = join(folder, 'journal.jsonl');
  const { journal } = await openJournal(path);
  await journal.append([{ a: 1 }]);
  const whole = await readFile(path, 'utf8');
  for (const failing of [0, 1]) {
    fillDisk(folder, (number) => number === failing);
    await expect(journal.append([{ b: 2 }, { c: 3 }])).rejects.toMatchObject(full);
    expect(await readFile(path, 'utf8')).toBe(whole);
  }
  await journal.append([{ d: 4 }]);
  await journal.close();
  expect(await readJournal(path)).toEqual([{ a: 1 }, { d: 4 }]);
});

test('of records that were given together all are told that there was no room, and those given later are written', async () => {
  const path = join(folder, 'journal.jsonl');
  const { journal } = await openJournal(path);
  fillDisk(folder, (number) => number === 0);
  const together = [journal.append([{ a: 1 }]), journal.append([{ b: 2 }])];
  expect((await Promise.allSettled(together)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await journal.append([{ c: 3 }]);
  await journal.close();
  expect(await readJournal(path)).toEqual([{ c: 3 }]);
});

test('a project whose file finds no room keeps its state on the disk and in the window', async () => {
  const project = await createProject(join(folder, 'p'), 'p', '0.1.0');
  fillDisk(folder, () => true);
  await expect(project.rename('q')).rejects.toThrow('project.json": the disk is full. Make room on it.');
  expect(project.state.name).toBe('p');
  fillDisk(null, () => false);
  expect(JSON.parse(await readFile(join(folder, 'p/project.json'), 'utf8'))).toMatchObject({ name: 'p' });
  await project.rename('r');
  expect(project.state.name).toBe('r');
  await project.close();
});

test('work that finds no room says so once, waits, and goes on', async () => {
  const heard: (Standstill | null)[] = [];
  const room = whenThereIsRoom((standstill) => heard.push(standstill), undefined, 5);
  let tries = 0;
  const work = async (): Promise<number> => {
    if (++tries < 5) throw new WorkbenchError({ area: 'file', kind: 'diskFull', path: '/a', reason: 'quota' });
    return tries;
  };
  expect(await Promise.all([room(work), room(work)])).toEqual([5, 6]);
  expect(heard.map((standstill) => standstill?.problem.kind ?? null)).toEqual(['diskFull', null]);
});

test('waiting for room is cut short by hand, and ended by an abort', async () => {
  const heard: Standstill[] = [];
  const controller = new AbortController();
  const room = whenThereIsRoom((standstill) => standstill && heard.push(standstill), controller.signal, 60_000);
  let isFull = true;
  const work = async (): Promise<string> => {
    if (isFull) throw new WorkbenchError({ area: 'file', kind: 'diskFull', path: '/a', reason: 'full' });
    return 'done';
  };
  const first = room(work);
  await expect.poll(() => heard.length).toBe(1);
  isFull = false;
  heard[0]!.tryNow();
  expect(await first).toBe('done');
  isFull = true;
  const second = room(work);
  await expect.poll(() => heard.length).toBe(2);
  controller.abort();
  await expect(second).rejects.toMatchObject(full);
});
