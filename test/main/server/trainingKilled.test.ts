import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkbenchClient } from '../../../src/shared/api/channel.ts';
import type { TrainingNow } from '../../../src/shared/api/trainViews.ts';
import { readCheckpoint } from '../../../src/main/store/trainingCheckpoint.ts';
import { tinySetup, weightsAt } from '../workbench/tinyTraining.ts';
import { type StartedServer, startServer } from './startServer.ts';

/** A training in the window survives the deaths of its worker and of the whole program. */
let home = '';
const servers: StartedServer[] = [];
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'spikebench-training-killed-'));
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

/** Resolves with the first news, from now on, that is meant. */
function news(client: WorkbenchClient, isMeant: (now: TrainingNow) => boolean): Promise<TrainingNow> {
  return new Promise((resolve) => {
    const end = client.onEvent((event) => {
      if (event.kind !== 'training' || event.training === null || !isMeant(event.training)) return;
      end();
      resolve(event.training);
    });
  });
}

const hasEnded = ({ state }: TrainingNow): boolean => state === 'finished' || state === 'failed';

/** Waits until a training has kept a state behind this many epochs. */
async function hasKept(out: string, epochs: number): Promise<void> {
  for (;;) {
    const kept = await readCheckpoint(out).catch(() => null);
    if (kept !== null && kept.state.history.length >= epochs) return;
    await setTimeout(20);
  }
}

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
}

test.runIf(process.platform === 'linux')(
  'a killed worker is replaced and goes on from the checkpoint; a killed program offers to go on; the weights are those of an undisturbed training',
  async () => {
    const first = await start();
    const { folder } = await first.client.request('project.openDemo', {});
    const out = join(folder, 'models', 'disturbed', 'disturbed.keras');
    const noted = new Promise<string>((resolve) => {
      first.client.onEvent((event) => event.kind === 'notice' && resolve(event.notice.text));
    });
    const before = childrenOf(first.process.pid!);
    await first.client.request('train.saveSetup', { setup: tinySetup('disturbed', 10) });
    await first.client.request('train.start', {});
    const worker = childrenOf(first.process.pid!).find((pid) => !before.includes(pid));
    await hasKept(out, 1);
    process.kill(worker!, 'SIGKILL');
    expect(await noted).toBe(
      'The worker process of the training ended (signal SIGKILL). Another one goes on from the checkpoint.',
    );
    await hasKept(out, 3);
    first.process.kill('SIGKILL');
    await new Promise((resolve) => first.process.once('close', resolve));

    const second = await start();
    const { client } = second;
    expect(await client.request('project.openDemo', {})).toMatchObject({ isReadOnly: false });
    expect((await client.request('app.state', {})).training).toMatchObject({ training: 'disturbed', state: 'cut' });
    const ended = news(client, hasEnded);
    await client.request('train.resume', { training: 'disturbed' });
    expect(await ended).toMatchObject({ training: 'disturbed', state: 'finished', reason: null });
    const { outcome } = await client.request('train.read', { training: 'disturbed' });
    expect(outcome!.resumedAt!.epoch).toBeGreaterThan(3);
    expect(outcome!.history).toHaveLength(10);

    const whole = news(client, hasEnded);
    await client.request('train.saveSetup', { setup: tinySetup('whole', 10) });
    await client.request('train.start', {});
    expect(await whole).toMatchObject({ training: 'whole', state: 'finished' });
    expect(await weightsAt(out)).toEqual(await weightsAt(join(folder, 'models', 'whole', 'whole.keras')));
    // A program that is told to end stops the training itself.
    const stepped = news(client, ({ progress }) => (progress?.doneSteps ?? 0) > 0);
    await client.request('train.saveSetup', { setup: tinySetup('stopped', 500) });
    await client.request('train.start', {});
    await stepped;
    second.process.kill('SIGTERM');
    await new Promise((resolve) => second.process.once('close', resolve));
    const about: unknown = JSON.parse(readFileSync(join(folder, 'models', 'stopped', 'training.json'), 'utf8'));
    expect(about).toMatchObject({ state: 'paused' });
  },
  120_000,
);
