import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { forkChildren } from '../../../src/main/engine/fork.ts';
import type { ReadingLimits } from '../../../src/main/engine/guardReading.ts';
import { createPool, type Pool } from '../../../src/main/engine/pool.ts';
import { memoryLimit } from '../../../src/main/engine/watchMemory.ts';

const worker = fileURLToPath(new URL('../../../dist/main/worker.js', import.meta.url));
const stuckReader = fileURLToPath(new URL('stuckReader.mjs', import.meta.url));
const soon: ReadingLimits = { seconds: 0.3, bytesPerSecond: Infinity };

function openPool(entry: string, limits: ReadingLimits, onLost: (reason: string) => void = () => {}): Pool {
  const pool = createPool(1, forkChildren(entry, limits), { onLost });
  onTestFinished(() => pool.close());
  return pool;
}

const ask = (pool: Pool, order: string): Promise<unknown> => pool.run({ kind: 'describe', model: order });

describe('a worker that reads', () => {
  test('and never comes back is replaced, with one Problem in words, and nobody else notices', async () => {
    const lost: string[] = [];
    const pool = openPool(stuckReader, soon, (reason) => lost.push(reason));
    const before = await ask(pool, 'answer');
    const stuck = ask(pool, 'stuck');
    const next = ask(pool, 'answer:next');
    await expect(stuck).rejects.toThrow(
      'Reading "stuck.keras" took longer than 0.3 s and was stopped. The file may be broken: save or copy it again.',
    );
    expect(await next).toMatchObject({ name: 'next' });
    expect(await next).not.toMatchObject({ pid: Reflect.get(Object(before), 'pid') });
    expect(lost).toEqual([]);
  });

  test('and then computes for longer is left alone', async () => {
    expect(await ask(openPool(stuckReader, soon), 'slow')).toMatchObject({ name: 'slow' });
  });

  test.each([
    ['memory: reading took more than 6.0 GiB', 'took more than 6 GiB of memory'],
    [
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
      'took more memory than there is',
    ],
  ])('and dies with "%s" is replaced, with a Problem', async (words, said) => {
    const pool = openPool(stuckReader, { ...soon, seconds: 30 });
    await expect(ask(pool, `dead:${words.replace(':', ';')}`)).rejects.toThrow(
      `Reading "dead.keras" ${said} and was stopped.`,
    );
    expect(await ask(pool, 'answer:next')).toMatchObject({ name: 'next' });
  });

  test('and dies of something else is a worker that is lost, and its task is tried again', async () => {
    const lost: string[] = [];
    const pool = openPool(stuckReader, { ...soon, seconds: 30 }, (reason) => lost.push(reason));
    await expect(ask(pool, 'dead:no reason')).rejects.toThrow(/A worker process ended 3 times/);
    expect(lost).toHaveLength(3);
  });
});

describe('the worker itself', () => {
  let folder = '';
  let table = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spikebench-reading-'));
    table = join(folder, 'large.csv');
    await writeFile(
      table,
      `${Array.from({ length: 500 }, (_, i) => `p${i}`).join()}\n${`${'7.5,'.repeat(499)}1\n`.repeat(20_000)}`,
    );
    await writeFile(join(folder, 'small.csv'), 'label,a,b\n0,1,2\n1,3,4\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const look = (pool: Pool, data: string): Promise<unknown> =>
    pool.run({ kind: 'view', question: { about: 'dataset', data, split: null } });

  test('says when it reads, so that a table of 40 MB is stopped after a twentieth of a second', async () => {
    const pool = openPool(worker, { seconds: 0.05, bytesPerSecond: Infinity });
    await expect(look(pool, table)).rejects.toMatchObject({
      problem: { area: 'file', kind: 'readingTooLong', path: table, seconds: 0.05 },
    });
  });

  test('watches its own memory while it reads', async () => {
    process.env['SPIKEBENCH_READING_MEMORY'] = '100';
    onTestFinished(() => void delete process.env['SPIKEBENCH_READING_MEMORY']);
    const pool = openPool(worker, { seconds: 60, bytesPerSecond: Infinity });
    await expect(look(pool, table)).rejects.toMatchObject({
      problem: { area: 'file', kind: 'readingTooLarge', path: table, gigabytes: 0.1 },
    });
    delete process.env['SPIKEBENCH_READING_MEMORY'];
    expect(
      await look(openPool(worker, { seconds: 60, bytesPerSecond: Infinity }), join(folder, 'small.csv')),
    ).toMatchObject({
      split: 'all',
    });
  });

  test('may take 6 GiB, or half of the memory of a smaller machine', () => {
    expect([memoryLimit({}, 64 * 2 ** 30), memoryLimit({}, 8 * 2 ** 30)]).toEqual([6 * 2 ** 30, 4 * 2 ** 30]);
  });
});
