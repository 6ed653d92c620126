import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { createClient, type Transport, type WorkbenchClient } from '../../../src/shared/api/channel.ts';
import { socketPath } from '../../../src/shared/api/bridge.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The server as `npm start` starts it, with a window on it. */
export interface StartedServer {
  readonly process: ChildProcess;
  readonly client: WorkbenchClient;
  /** As printed, with the token. */
  readonly url: URL;
  /** Closes the window; the server goes on. */
  disconnect(): void;
  /** Opens another window. */
  connect(): Promise<WorkbenchClient>;
}

/** Starts the browser host for a user whose folder is `home`, and connects as a page would. */
export async function startServer(
  home: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<StartedServer> {
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs'), '--browser', ...args], {
    cwd: root,
    env: { ...process.env, SPIKEBENCH_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<URL>((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [found] = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(said) ?? [];
      if (found !== undefined) resolve(new URL(found));
    });
    child.once('close', () => reject(new Error(`The server ended: ${said}`)));
  });
  const cookie = (await fetch(url, { redirect: 'manual' })).headers.get('set-cookie')!.split(';')[0]!;
  const transport = await openSocket(url, cookie);
  return {
    process: child,
    client: createClient(transport),
    url,
    disconnect: () => transport.close(),
    connect: async () => createClient(await openSocket(url, cookie)),
  };
}

async function openSocket(url: URL, cookie: string): Promise<Transport> {
  const socket = new WebSocket(`ws://${url.host}${socketPath}`, { headers: { cookie, origin: url.origin } });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => {});
  return {
    post: (message) => socket.send(JSON.stringify(message)),
    onMessage: (listener) => void socket.on('message', (data: Buffer) => listener(JSON.parse(data.toString('utf8')))),
    onClose: (listener) => void socket.once('close', () => listener()),
    close: () => socket.close(),
  };
}
