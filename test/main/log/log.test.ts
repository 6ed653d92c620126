import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLogFile } from '../../../src/main/log/logFile.ts';
import { beginSession } from '../../../src/main/log/sessionMark.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spikebench-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a line says when, which process, how bad and what; stacks stay together', async () => {
  const log = openLogFile(join(folder, 'log'));
  log.write('info', 'Started');
  log.write('bug', 'Error: oh\n    at here');
  const text = await readFile(log.path, 'utf8');
  expect(text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z \d+ info: Started\n/);
  expect(text).toMatch(/bug: Error: oh\n {8}at here\n$/);
  expect(log.tail(1)).toEqual(['        at here']);
});

test('the log keeps the latest entries within its bounds, whatever is written to it', async () => {
  const log = openLogFile(folder, { bytes: 1000, files: 3 });
  for (let i = 0; i < 200; i++) log.write('note', `entry ${i} ${'x'.repeat(i % 60)}`);
  log.write('bug', 'y'.repeat(1_000_000));
  const names = (await readdir(folder)).toSorted();
  expect(names).toEqual(['spikebench.1.log', 'spikebench.2.log', 'spikebench.log']);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  expect(Math.max(...sizes.slice(0, 2))).toBeLessThanOrEqual(1000);
  expect(sizes[2]).toBeLessThan(9000); // one entry is cut at 8000 characters
  expect(log.tail(2)[0]).toContain('entry 199');
});

test('a log that cannot be written stops nobody', async () => {
  await writeFile(join(folder, 'file'), '');
  const log = openLogFile(join(folder, 'file', 'log'));
  log.write('note', 'lost');
  expect(log.tail(5)).toEqual([]);
});

test('a session that ended well leaves nothing; one that is at work is left alone', () => {
  const first = beginSession(folder);
  expect(beginSession(folder).crashed).toBeNull();
  first.end();
  expect(existsSync(join(folder, `${process.pid}.json`))).toBe(false);
});

test('a session whose process is gone is told once, with its reason where it had time for one', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('close', resolve));
  const mark = { pid: child.pid, host: hostname(), since: '2026-11-20T10:00:00.000Z', born: null };
  await writeFile(join(folder, `${child.pid}.json`), JSON.stringify({ ...mark, reason: 'oh' }));
  await writeFile(join(folder, '1.json'), '{"half');
  const next = beginSession(folder);
  expect(next.crashed).toMatchObject({ since: mark.since, reason: 'oh' });
  next.end();
  expect(beginSession(folder).crashed).toBeNull();
});

test('what is about to end a session is written into its mark', async () => {
  const session = beginSession(folder);
  session.fail('out of ideas');
  expect(JSON.parse(await readFile(join(folder, `${process.pid}.json`), 'utf8'))).toMatchObject({
    pid: process.pid,
    reason: 'out of ideas',
  });
  session.end();
});
