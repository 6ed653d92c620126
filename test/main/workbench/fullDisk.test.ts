import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunProgress } from '../../../src/shared/api/runViews.ts';
import { fillDisk } from '../../torture/fullDisk.mjs';
import { openWorkbench, type OpenWorkbench, temporaryFolder } from './openWorkbench.ts';

let home: Awaited<ReturnType<typeof temporaryFolder>>;
let open: OpenWorkbench;
beforeAll(async () => {
  home = await temporaryFolder();
  open = await openWorkbench(home.path);
});
afterAll(async () => {
  fillDisk(null, () => false);
  await open.close();
  await home.remove();
});

/** Resolves with the first progress from now on that is meant. */
function progress(isMeant: (progress: RunProgress) => boolean): Promise<RunProgress> {
  return new Promise((resolve) => {
    const end = open.client.onEvent((event) => {
      if (event.kind !== 'run' || event.progress === null || !isMeant(event.progress)) return;
      end();
      resolve(event.progress);
    });
  });
}

test('a run on a full disk stands still, says why, goes on at a word, and loses nothing', async () => {
  const { draft, folder } = await open.client.request('project.openDemo', {});
  // Long enough that the disk is full before the run is done, on a fast machine too.
  const small = {
    ...draft,
    encodings: ['constantCurrent' as const],
    thresholds: '1',
    durations: '100',
    samples: '400',
  };
  await open.client.request('project.saveDraft', { draft: { ...small, calibrationSamples: '20' } });

  const begun = progress(({ cells }) => cells.some((samples) => samples > 0));
  const { run } = await open.client.request('run.start', { name: null });
  await begun;
  let isFull = true;
  const stands = progress(({ standstill }) => standstill !== null);
  fillDisk(join(folder, 'runs'), () => isFull);
  expect(await stands).toMatchObject({
    run,
    state: 'running',
    standstill: expect.stringMatching(/^There is no room for ".+journal\.jsonl": the disk is full\./),
  });
  // What is in the journal is whole, although half a record was written.
  expect((await readFile(join(folder, 'runs', run, 'journal.jsonl'), 'utf8')).at(-1)).toBe('\n');

  isFull = false;
  const ended = progress(({ state }) => state !== 'running');
  expect(await open.client.request('run.resume', { run })).toMatchObject({ run, state: 'running' });
  expect(await ended).toMatchObject({ run, state: 'finished', standstill: null });
  const { record } = await open.client.request('run.read', { run });
  expect(record.cells.map(({ tally }) => tally?.count)).toEqual([400]);
}, 180_000);
