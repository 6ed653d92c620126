import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeHolder, lockFolder } from '../../../src/main/store/folderLock.ts';
import { describeThisProcess } from '../../../src/main/store/processLife.ts';
import { openResults } from '../../../src/main/store/resultsStore.ts';
import type { SweepSettings } from '../../../src/shared/sweep/plan.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spikebench-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lockPath = (): string => join(folder, '.lock');
const holderOf = async (): Promise<string | null> => {
  const lock = await lockFolder(folder);
  await lock.release();
  return lock.heldBy && describeHolder(lock.heldBy);
};
const mark = (changes: object) => writeFile(lockPath(), JSON.stringify({ ...describeThisProcess(), ...changes }));

test('of many that want a folder at the same moment one gets it, and the next when it lets go', async () => {
  const locks = await Promise.all(Array.from({ length: 8 }, () => lockFolder(folder)));
  const held = locks.filter(({ heldBy }) => heldBy === null);
  expect(held).toHaveLength(1);
  await held[0]!.release();
  expect(await holderOf()).toBeNull();
  expect(await readdir(folder)).toEqual([]);
});

test('a process that lives is named, one that has ended is not waited for', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await mark({ pid: child.pid, born: null });
  expect(await holderOf()).toBe(`it is held by process ${child.pid}`);
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await ended;
  expect(await holderOf()).toBeNull();
});

test.runIf(process.platform === 'linux')(
  'another process with the number of the holder does not count as it',
  async () => {
    await mark({ pid: process.ppid, born: '1' });
    expect(await holderOf()).toBeNull();
  },
);

test('what was written before the machine was switched on does not count, whoever has that number now', async () => {
  await mark({ pid: process.ppid, born: null, since: '2001-01-01T00:00:00.000Z' });
  expect(await holderOf()).toBeNull();
});

test('a process on another machine counts until it has been silent for a quarter of an hour', async () => {
  await mark({ pid: 7, host: 'lab-3' });
  expect(await holderOf()).toBe('it is held by process 7 on the machine "lab-3"');
  const longAgo = new Date(Date.now() - 16 * 60_000);
  await utimes(lockPath(), longAgo, longAgo);
  expect(await holderOf()).toBeNull();
});

test('half a lock, as a power cut leaves it, holds nothing; nor do drafts stay behind', async () => {
  await writeFile(lockPath(), '{"pid": 1');
  await writeFile(join(folder, 'run.json.123.draft'), 'half');
  expect(await holderOf()).toBeNull();
  expect(await readdir(folder)).toEqual([]);
});

test('a folder of results in use is refused with who uses it, and free after its end and after refusals', async () => {
  const settings: SweepSettings = {
    model: { path: 'a.keras', sha256: 'aa' },
    data: { path: 'd.npz', sha256: 'dd', split: 'test', offset: 0, count: 2, scaling: 'unit' },
    presets: ['rueckauer'],
    changes: [{}],
    encodings: [{ kind: 'constantCurrent' }],
    thresholds: [1],
    readouts: [{ kind: 'spikeCount' }],
    durations: [1],
    seeds: [1],
    timeStep: 1,
    calibration: { split: 'train', samples: 5 },
  };
  const out = join(folder, 'out');
  const first = await openResults(out, settings, 'new', '1');
  expect(JSON.parse(await readFile(join(out, '.lock'), 'utf8'))).toMatchObject({ pid: process.pid, host: hostname() });
  await expect(openResults(out, settings, 'resume', '1')).rejects.toThrow(
    `"${out}" is in use: it is held by process ${process.pid}. Wait for its end, or choose another --out folder.`,
  );
  await first.close();
  await writeFile(join(out, 'results.csv'), 'something');
  await expect(openResults(out, settings, 'new', '1')).rejects.toThrow('already holds results');
  expect(await readdir(out)).not.toContain('.lock');
});
