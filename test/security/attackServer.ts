import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startServer } from '../main/server/startServer.ts';
import { attacks } from './attacks.ts';
import { isAlive, memoryOf, type Target } from './runningServer.ts';

/** What came of one attack. */
export interface AttackResult {
  readonly name: string;
  readonly wanted: unknown;
  readonly found: unknown;
  /** Whether the server still served its owner afterwards. */
  readonly lives: boolean;
  /** MiB of the server's resident memory; NaN where that cannot be told. */
  readonly memory: number;
}

/** Starts the server as `npm start -- --browser` does, for a user of its own, and tries every attack on it. */
export async function attackServer(): Promise<{ readonly before: number; readonly results: readonly AttackResult[] }> {
  const home = await mkdtemp(join(tmpdir(), 'spikebench-attacked-'));
  const allowed = join(home, 'allowed');
  await mkdir(allowed);
  const { process: server, client, url } = await startServer(home, ['--allow', allowed]);
  try {
    const token = url.searchParams.get('token') ?? '';
    const port = Number(url.port);
    const target: Target = {
      port,
      pid: server.pid ?? 0,
      token,
      cookie: `spikebench-${port}=${token}`,
      origin: url.origin,
    };
    await isAlive(target);
    const before = memoryOf(target.pid);
    const results: AttackResult[] = [];
    for (const { name, wanted, run } of attacks) {
      const found = await run(target, client);
      // New connections come back at fifty a second.
      await wait(name.startsWith('1,000 connections') ? 500 : 30);
      results.push({ name, wanted, found, lives: await isAlive(target), memory: memoryOf(target.pid) });
    }
    return { before, results };
  } finally {
    server.kill('SIGKILL');
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Whether an attack was refused and the server lives. */
export function isRefused({ wanted, found, lives }: AttackResult): boolean {
  return lives && JSON.stringify(found) === JSON.stringify(wanted);
}
