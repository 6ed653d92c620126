import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillAtEveryWrite } from '../../torture/fullDisks.ts';
import { killSweeps } from '../../torture/killing.ts';
import { resultsOf, send, startSweep } from '../../torture/sweepProcess.ts';
import { uniform } from '../../../src/shared/random.ts';

/** The first minutes of `npm run torture`, in seconds. */
describe.runIf(process.platform === 'linux')('a sweep in trouble', () => {
  const samples = 8;
  let folder = '';
  let expected = '';
  let usualTime = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spikebench-torture-'));
    const began = performance.now();
    await startSweep({ out: join(folder, 'undisturbed'), samples }).ended;
    usualTime = performance.now() - began;
    expected = await resultsOf(join(folder, 'undisturbed'));
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('that is killed at random times ends with the same bytes', async () => {
    let draws = 0;
    const random = (): number => uniform('drawing', 3, 0, 0, draws++);
    const plan = { folder, samples, kills: 3, killsOfSet: 3, expected, usualTime, random, onSet() {} };
    const { kills, sets, wrong } = await killSweeps(plan);
    expect(wrong).toEqual([]);
    expect(kills.main + kills.worker + kills.both).toBeGreaterThanOrEqual(3);
    expect(sets).toBeGreaterThan(0);
  }, 300_000);

  test('that finds the disk full waits or says so, and ends with the same bytes', async () => {
    const { writes, waited, refused, wrong } = await fillAtEveryWrite(folder, samples, expected, 24);
    expect(wrong).toEqual([]);
    expect(waited).toBeGreaterThan(0);
    // Records that come together are written together: a run may end just before the last write that was to fail.
    expect(waited + refused).toBeGreaterThanOrEqual(Math.ceil(writes / 24) - 1);
  }, 300_000);

  test('that is asked to end by SIGTERM keeps what is finished and exits with 143', async () => {
    const out = join(folder, 'ended');
    const sweep = startSweep({ out, samples: 200 });
    for (;;) {
      if ((await readFile(join(out, 'journal.jsonl'), 'utf8').catch(() => '')).includes('\n')) break;
      await setTimeout(10);
    }
    send(sweep.pid, 'SIGTERM');
    const { code, err } = await sweep.ended;
    expect([code, err]).toEqual([143, expect.stringMatching(/^Cancelled with \d+ of \d+ shards finished\./)]);
  }, 60_000);
});
