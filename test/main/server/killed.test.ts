import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkbenchClient } from '../../../src/shared/api/channel.ts';
import type { RunProgress } from '../../../src/shared/api/runViews.ts';
import { type StartedServer, startServer } from './startServer.ts';

/** A run in the window survives the deaths of workers and of the whole program. */
let home = '';
const servers: StartedServer[] = [];
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'spikebench-killed-'));
});
afterAll(async () => {
  for (const server of servers) server.process.kill('SIGKILL');
  await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

async function start(): Promise<StartedServer> {
  const server = await startServer(home);
  servers.push(server);
  return server;
}

/** Resolves with the first progress, from now on, that is meant. */
function progressOf(client: WorkbenchClient, isMeant: (progress: RunProgress) => boolean): Promise<RunProgress> {
  return new Promise((resolve) => {
    const end = client.onEvent((event) => {
      if (event.kind !== 'run' || event.progress === null || !isMeant(event.progress)) return;
      end();
      resolve(event.progress);
    });
  });
}

const hasBegun = ({ cells }: RunProgress): boolean => cells.some((samples) => samples > 0);
const hasEnded = ({ state }: RunProgress): boolean => state === 'finished' || state === 'failed';

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
}

test.runIf(process.platform === 'linux')(
  'a killed worker is replaced, with a note; a killed program offers to go on; the results are those of an undisturbed run',
  async () => {
    const first = await start();
    const { draft } = await first.client.request('project.openDemo', {});
    const small = { ...draft, thresholds: '0.8, 1', durations: '40', samples: '120', calibrationSamples: '50' };
    await first.client.request('project.saveDraft', { draft: small });

    const noted = new Promise<string>((resolve) => {
      first.client.onEvent((event) => event.kind === 'notice' && resolve(event.notice.text));
    });
    const { run } = await first.client.request('run.start', { name: 'disturbed' });
    const begun = progressOf(first.client, hasBegun);
    process.kill(childrenOf(first.process.pid!)[0]!, 'SIGKILL');
    expect(await noted).toMatch(/^A worker process ended \(signal SIGKILL\)\. Another one took its place/);
    await begun;
    first.process.kill('SIGKILL');
    await new Promise((resolve) => first.process.once('close', resolve));

    const second = await start();
    expect(await second.client.request('project.openDemo', {})).toMatchObject({ isReadOnly: false });
    const state = await second.client.request('app.state', {});
    expect(state.crashNote).toMatch(
      /^The session of .+ UTC ended without a word: .+ The log is ".+spikebench\.log"\.$/,
    );
    expect((await second.client.request('app.state', {})).crashNote).toBeNull();
    const report = (await second.client.request('app.report', {})).text;
    expect(report).toContain('A worker process ended (signal SIGKILL)');
    expect(state.run).toMatchObject({ run, name: 'disturbed', state: 'cut', samples: 120 });
    const goesOn = progressOf(second.client, ({ phase }) => phase === 'simulate');
    await second.client.request('run.resume', { run });
    await goesOn;
    second.disconnect();
    const back = await second.connect();
    const disturbedEnd = progressOf(back, hasEnded);
    // The run went on without a window: it is at work, or at its end already.
    const { run: present } = await back.request('app.state', {});
    if (present !== null) expect(await disturbedEnd).toMatchObject({ run, state: 'finished', reason: null });
    const view = await back.request('run.read', { run });
    expect([view.summary.state, view.growing]).toEqual(['finished', []]);
    expect(view.record.cells.every(({ tally }) => tally?.count === 120)).toBe(true);

    const undisturbedEnd = progressOf(back, hasEnded);
    const again = await back.request('run.start', { name: 'undisturbed' });
    await undisturbedEnd;
    const exported = async (id: string): Promise<string> =>
      (await back.request('export.make', { run: id, kind: 'run.json' })).text;
    expect(await exported(run)).toBe(await exported(again.run));

    const ended = new Promise((resolve) => second.process.once('close', resolve));
    second.process.kill('SIGTERM');
    expect(await ended).toBe(0);
  },
  180_000,
);
