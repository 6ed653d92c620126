import { networkInterfaces } from 'node:os';
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropPath } from '../../src/shared/api/bridge.ts';
import type { WorkbenchClient } from '../../src/shared/api/channel.ts';
import { closeCode, crowd, openSocket, send, type Target } from './runningServer.ts';

/** One thing that is tried; `found` must equal `wanted`. */
export interface Attack {
  readonly name: string;
  readonly wanted: unknown;
  run(target: Target, client: WorkbenchClient): Promise<unknown>;
}

const statusOf = (
  name: string,
  wanted: number,
  path: string,
  headers: (target: Target) => Record<string, string> = () => ({}),
  method = 'GET',
): Attack => ({
  name,
  wanted,
  run: async (target) => (await send(target, path, headers(target), method)).status,
});
const session = ({ cookie, origin }: Target): Record<string, string> => ({ cookie, origin });
const socketWith = (name: string, headers: (target: Target) => Record<string, string>, path?: string): Attack => ({
  name,
  wanted: 403,
  async run(target) {
    const socket = await openSocket(target, headers(target), path);
    if (typeof socket === 'number') return socket;
    socket.terminate();
    return 'open';
  },
});
const refusal = (error: unknown): string =>
  error instanceof Error ? error.message.replace(/^.* is outside/, 'is outside').slice(0, 35) : 'refused';

const traversals = [
  '/../package.json',
  '/..%2f..%2fpackage.json',
  '/assets/../../package.json',
  '/%2e%2e/%2e%2e/package.json',
  '//etc/passwd',
  '/etc/passwd',
  '/index.html%00.js',
  '/.built',
  '/assets',
];

/** What the issue names, and what lies near it. */
export const attacks: readonly Attack[] = [
  statusOf('no token', 403, '/'),
  statusOf('a wrong token', 403, '/?token=wrong'),
  statusOf('the token of another length', 403, `/?token=${'x'.repeat(4000)}`),
  statusOf('a wrong cookie', 403, '/', ({ port }) => ({ cookie: `spikebench-${port}=wrong` })),
  statusOf('the token at another path', 403, '/index.html?token=x'),
  statusOf('a foreign Origin with the cookie', 403, '/', ({ cookie }) => ({ cookie, origin: 'https://evil.example' })),
  statusOf('the Origin null with the cookie', 403, '/', ({ cookie }) => ({ cookie, origin: 'null' })),
  statusOf('a foreign Host with the cookie', 403, '/', ({ cookie, port }) => ({
    cookie,
    host: `evil.example:${port}`,
  })),
  statusOf('the Host of another port', 403, '/', ({ cookie }) => ({ cookie, host: '127.0.0.1:1' })),
  statusOf('another method', 405, '/', session, 'DELETE'),
  ...traversals.map((path) => statusOf(`the path ${path}`, 404, path, session)),
  statusOf('a head of 20 KB', 0, '/', (target) => ({ ...session(target), 'x-long': 'x'.repeat(20_000) })),
  socketWith('a socket without session', ({ origin }) => ({ origin })),
  socketWith('a socket with a wrong token', ({ origin, port }) => ({ origin, cookie: `spikebench-${port}=wrong` })),
  socketWith('a socket of a foreign page', ({ cookie }) => ({ cookie, origin: 'https://evil.example' })),
  socketWith('a socket without Origin', ({ cookie }) => ({ cookie })),
  socketWith('a socket under a foreign Host', ({ cookie, origin, port }) => ({
    cookie,
    origin,
    host: `evil.example:${port}`,
  })),
  socketWith('a socket at another path', session, '/other'),
  statusOf(
    'a file dropped by a foreign page',
    403,
    `${dropPath}?name=x.csv`,
    ({ cookie }) => ({ cookie, origin: 'https://evil.example' }),
    'PUT',
  ),
  statusOf('a file dropped without session', 405, `${dropPath}?name=x.csv`, ({ origin }) => ({ origin }), 'PUT'),
  statusOf('a dropped file with a path as name', 415, `${dropPath}?name=..%2f..%2fx.csv`, session, 'PUT'),
  statusOf('a dropped program', 415, `${dropPath}?name=run.sh`, session, 'PUT'),
  { name: 'a dropped file that says it has 5 GiB', wanted: 413, run: announceFiveGigabytes },
  { name: 'a message that is no JSON', wanted: 1007, run: (target) => closeCode(target, (socket) => socket.send('{')) },
  {
    name: 'a binary message',
    wanted: 1008,
    run: (target) => closeCode(target, (socket) => socket.send(Buffer.from('{}'))),
  },
  {
    name: 'a message of 65 MB',
    wanted: 1009,
    run: (target) => closeCode(target, (socket) => socket.send('x'.repeat(65 * 2 ** 20))),
  },
  {
    name: '1,000 messages at once',
    wanted: 1008,
    run: (target) => closeCode(target, (socket) => void Array.from({ length: 1000 }, () => socket.send('{}'))),
  },
  { name: 'paths and links that lead out of the allowed folders', wanted: [], run: reachedPaths },
  { name: 'runs named like folders above', wanted: [], run: reachedRuns },
  { name: 'the port under another address of this machine', wanted: [], run: otherAddresses },
  // Last, since they use up what the server allows for new connections.
  { name: '1,000 connections', wanted: true, run: async (target) => (await crowd(target, 1000, '', 1500)) >= 900 },
  {
    name: '1,000 connections that begin a request and never end it',
    wanted: 1000,
    run: (target) => crowd(target, 1000, 'GET / HTTP/1.1\r\nHost: x\r\n', 5500),
  },
];

/** Only announced: a refusal comes before the content. */
function announceFiveGigabytes({ port, cookie, origin }: Target): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(
        `PUT ${dropPath}?name=x.csv HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${origin}\r\nCookie: ${cookie}\r\nContent-Length: ${5 * 2 ** 30}\r\n\r\n`,
      ),
    );
    socket
      .on('error', () => {})
      .once('data', (data) => {
        resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(data.toString('latin1'))?.[1]));
        socket.destroy();
      });
  });
}

/** What a page can reach through paths that lead out of the folder that the server was started for: nothing. */
async function reachedPaths(_: Target, client: WorkbenchClient): Promise<readonly string[]> {
  const { folder } = await client.request('files.list', { folder: null, purpose: 'folder' });
  const outside = await mkdtemp(join(tmpdir(), 'spikebench-outside-'));
  await writeFile(join(outside, 'secret.csv'), 'label,a\n1,2\n');
  await mkdir(join(outside, 'project'));
  await symlink(outside, join(folder, 'way-out'));
  await symlink(join(outside, 'secret.csv'), join(folder, 'secret.csv'));
  const reached: string[] = [];
  const attempt = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    const found = await work().then(() => 'reached', refusal);
    if (!found.startsWith('is outside')) reached.push(`${name}: ${found}`);
  };
  for (const path of [
    outside,
    `${folder}/..`,
    `${folder}/way-out`,
    `${folder}/way-out/project`,
    '/',
    '/etc',
    `${folder}/x\0`,
  ]) {
    await attempt(`list ${path}`, () => client.request('files.list', { folder: path, purpose: 'data' }));
    await attempt(`open ${path}`, () => client.request('project.open', { folder: path }));
  }
  await client.request('project.openDemo', {});
  for (const path of [
    join(outside, 'secret.csv'),
    `${folder}/secret.csv`,
    `${folder}/way-out/secret.csv`,
    '/etc/passwd',
    'relative.csv',
  ]) {
    await attempt(`data ${path}`, () => client.request('project.setData', { path, keeping: 'copy' }));
    await attempt(`model ${path}`, () => client.request('project.setModel', { path, keeping: 'reference' }));
    await attempt(`relink ${path}`, () => client.request('project.relink', { what: 'data', path }));
    await attempt(`reveal ${path}`, () => client.request('export.reveal', { path }));
  }
  const listed = await client.request('files.list', { folder, purpose: 'data' });
  return [
    ...reached,
    ...listed.entries.filter(({ name }) => /way-out|secret/.test(name)).map(({ name }) => `listed ${name}`),
  ];
}

async function reachedRuns(_: Target, client: WorkbenchClient): Promise<readonly string[]> {
  const reached: string[] = [];
  for (const run of ['..', '.', '../..', '.trash', 'a/../..', 'a\\..', '']) {
    for (const method of ['run.delete', 'run.restore', 'run.read', 'run.cancel'] as const) {
      const found = await client.request(method, { run }).then(
        () => 'done',
        (error: unknown) => String(error),
      );
      if (!found.includes('Wrong parameters')) reached.push(`${method} ${run}: ${found}`);
    }
  }
  return reached;
}

/** Addresses of this machine, besides loopback, at which the server answers. */
async function otherAddresses({ port }: Target): Promise<readonly string[]> {
  const addresses = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).filter(({ internal }) => !internal),
  );
  const answers = await Promise.all(
    [...addresses.map(({ address }) => address), '::1'].map(
      (host) =>
        new Promise<readonly string[]>((resolve) => {
          const socket = connect({ port, host }, () => resolve([host]));
          socket.on('error', () => resolve([])).on('close', () => resolve([]));
          socket.setTimeout(1000, () => socket.destroy());
        }),
    ),
  );
  return answers.flat();
}
