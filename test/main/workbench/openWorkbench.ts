import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, type Transport, type WorkbenchClient } from '../../../src/shared/api/channel.ts';
import type { WorkbenchEvent } from '../../../src/shared/api/workbench.ts';
import { createEngine, type EngineOptions } from '../../../src/main/engine/engine.ts';
import { forkChildren } from '../../../src/main/engine/fork.ts';
import { createPool } from '../../../src/main/engine/pool.ts';
import { openLogFile } from '../../../src/main/log/logFile.ts';
import { logFolder, userFolders } from '../../../src/main/store/userFolders.ts';
import { openUserSettings } from '../../../src/main/store/userSettings.ts';
import { createDesk } from '../../../src/main/workbench/desk.ts';
import type { WorkbenchHost } from '../../../src/main/workbench/host.ts';
import { createWorkbench, type Workbench } from '../../../src/main/workbench/workbench.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A window on a workbench with the real engine, as a test uses it. */
export interface OpenWorkbench {
  readonly workbench: Workbench;
  readonly client: WorkbenchClient;
  /** Every event so far. */
  readonly events: readonly WorkbenchEvent[];
  /** The first event, past or to come, that is meant. */
  when<E extends WorkbenchEvent>(isMeant: (event: WorkbenchEvent) => event is E): Promise<E>;
  close(): Promise<void>;
}

export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'spikebench-workbench-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}

/** A workbench whose user has the folder `home`; needs `npm run build` for the worker. */
export async function openWorkbench(home: string, options: EngineOptions = {}): Promise<OpenWorkbench> {
  const fork = forkChildren(join(root, 'dist/main/worker.js'));
  const folders = userFolders({ SPIKEBENCH_HOME: home });
  const host: WorkbenchHost = {
    facts: { kind: 'browser', platform: 'linux', dialogs: 'listing' },
    allowedFolders: [home, join(root, 'assets')],
    choosePath: async () => null,
    chooseSavePath: async () => null,
    reveal() {},
  };
  const workbench = await createWorkbench({
    version: '0.1.0',
    host,
    engine: createEngine(1, fork, options),
    workers: 1,
    desk: createDesk(createPool(1, fork)),
    createTrainer: () => createEngine(1, fork),
    settings: await openUserSettings(folders.settings),
    folders,
    assets: join(root, 'assets'),
    log: openLogFile(logFolder(folders)),
    crashNote: null,
  });
  const [near, far] = transportPair();
  workbench.connect(far);
  const client = createClient(near);
  const events: WorkbenchEvent[] = [];
  client.onEvent((event) => events.push(event));
  return {
    workbench,
    client,
    events,
    when: <E extends WorkbenchEvent>(isMeant: (event: WorkbenchEvent) => event is E) =>
      new Promise<E>((resolve) => {
        const past = events.find(isMeant);
        if (past !== undefined) return resolve(past);
        const end = client.onEvent((event) => {
          if (!isMeant(event)) return;
          end();
          resolve(event);
        });
      }),
    close: () => workbench.close(),
  };
}

/** Two ends of a line that carries what JSON keeps. */
export function transportPair(): readonly [Transport, Transport] {
  const listeners: ((message: unknown) => void)[][] = [[], []];
  const closers: (() => void)[] = [];
  const end = (own: 0 | 1): Transport => ({
    post(message) {
      const copy: unknown = JSON.parse(JSON.stringify(message));
      setImmediate(() => listeners[1 - own]!.forEach((listener) => listener(copy)));
    },
    onMessage: (listener) => void listeners[own]!.push(listener),
    onClose: (listener) => void closers.push(listener),
    close: () => closers.forEach((listener) => listener()),
  });
  return [end(0), end(1)];
}
