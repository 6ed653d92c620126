import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { socketPath } from '../../../src/shared/api/bridge.ts';
import type { Transport } from '../../../src/shared/api/channel.ts';
import { serveWorkbench, type WorkbenchServer } from '../../../src/main/server/serveWorkbench.ts';
import { createAllowedFolders } from '../../../src/main/workbench/allowedFolders.ts';
import type { Workbench } from '../../../src/main/workbench/workbench.ts';

/** What a hostile page or program on this machine may try against the server. */
let folder = '';
let server: WorkbenchServer;
const connected: Transport[] = [];
/** Answers every message with itself. */
const echo: Pick<Workbench, 'connect'> = {
  connect(transport) {
    connected.push(transport);
    transport.onMessage((message) => transport.post(message));
  },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spikebench-server-'));
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'renderer', 'assets', 'index-1.js'), '1');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  server = await serveWorkbench(echo, { renderer: join(folder, 'renderer'), drops: join(folder, 'drops'), port: 0 });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const token = (): string => new URL(server.url).searchParams.get('token')!;
const cookie = (): string => `spikebench-${server.port}=${token()}`;
const own = (): string => `http://127.0.0.1:${server.port}`;

/** A plain request, paths sent as they are. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
    });
    sent.on('error', reject).end();
  });
}

function openSocket(headers: Record<string, string>): Promise<WebSocket | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${socketPath}`, { headers });
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode!));
    socket.once('error', () => {});
  });
}

describe('files', () => {
  test('the printed address gives a session, and the token leaves the address line', async () => {
    const first = await get(`/?token=${token()}`);
    expect(first).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(String(first.headers['set-cookie'])).toContain('HttpOnly; SameSite=Strict');
    const page = await get('/', { cookie: cookie() });
    expect(page).toMatchObject({ status: 200, text: '<!doctype html>' });
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|unsafe-eval|script-src[^;]*unsafe-inline/);
  });

  test.each([
    ['no token', '/', {}],
    ['a wrong token', '/?token=x', {}],
    ['a wrong cookie', '/', { cookie: 'spikebench-1=x' }],
  ])('%s: refused', async (_, path, headers) => {
    expect((await get(path, headers)).status).toBe(403);
  });

  test.each(['evil.example', 'localhost', '127.0.0.1:1'])('the host name %s is refused', async (host) => {
    expect((await get('/', { cookie: cookie(), host })).status).toBe(403);
  });

  test('a foreign origin is refused even with the cookie', async () => {
    expect((await get('/', { cookie: cookie(), origin: 'https://evil.example' })).status).toBe(403);
  });

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '//etc/passwd',
    '/.built',
    '/index.html%00.js',
  ])('%s leads nowhere', async (path) => {
    const { status, text } = await get(path, { cookie: cookie() });
    expect([status, text.includes('secret')]).toEqual([404, false]);
  });

  test('only reading is possible, and broken HTTP gets no answer', async () => {
    expect((await get('/', { cookie: cookie() }, 'POST')).status).toBe(405);
    const ended = await new Promise<boolean>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
      socket.on('error', () => {});
      socket.once('close', () => resolve(true));
    });
    expect(ended).toBe(true);
  });
});

describe('dropped files', () => {
  const put = (name: string, headers: Record<string, string>) =>
    fetch(`${own()}/dropped?name=${encodeURIComponent(name)}`, { method: 'PUT', body: 'abc', headers });

  test('a page of ours leaves a file, under a free name', async () => {
    const session = { cookie: cookie(), origin: own() };
    const paths = [await put('net.keras', session), await put('net.keras', session)].map((answer) => answer.json());
    expect(await Promise.all(paths)).toEqual([
      { path: join(folder, 'drops', 'net.keras') },
      { path: join(folder, 'drops', 'net-2.keras') },
    ]);
    expect(await readFile(join(folder, 'drops', 'net-2.keras'), 'utf8')).toBe('abc');
  });

  test.each(['../net.keras', 'a/b.npz', '.hidden.csv', 'run.sh', 'page.html', 'x\0.csv', ''])(
    'the name "%s" is refused',
    async (name) => {
      expect((await put(name, { cookie: cookie(), origin: own() })).status).toBe(415);
    },
  );

  test('nobody else leaves anything', async () => {
    expect((await put('x.csv', { origin: own() })).status).toBe(405);
    expect((await put('x.csv', { cookie: cookie() })).status).toBe(405);
    expect((await put('x.csv', { cookie: cookie(), origin: 'https://evil.example' })).status).toBe(403);
  });
});

describe('sockets', () => {
  test('a page of ours with the session talks to the workbench', async () => {
    const socket = await openSocket({ cookie: cookie(), origin: own() });
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    const answer = new Promise((resolve) =>
      socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString('utf8')))),
    );
    socket.send('{"kind":"hello"}');
    expect(await answer).toEqual({ kind: 'hello' });
    socket.close();
  });

  test.each([
    ['no session', () => ({ origin: own() })],
    ['a wrong token', () => ({ origin: own(), cookie: `spikebench-${server.port}=wrong` })],
    ['a foreign origin', () => ({ origin: 'https://evil.example', cookie: cookie() })],
    ['no origin', () => ({ cookie: cookie() })],
    ['a foreign host', () => ({ origin: own(), cookie: cookie(), host: `evil.example:${server.port}` })],
  ])('%s: refused', async (_, headers) => {
    expect(await openSocket(headers())).toBe(403);
  });

  test.each([
    ['nonsense', 1007, (socket: WebSocket) => socket.send('{')],
    ['binary', 1008, (socket: WebSocket) => socket.send(Buffer.from('{}'))],
    ['65 MB', 1009, (socket: WebSocket) => socket.send('x'.repeat(65 * 1024 * 1024))],
    ['500 messages at once', 1008, (socket: WebSocket) => void Array.from({ length: 500 }, () => socket.send('{}'))],
  ])('%s ends the connection, and the server lives', async (_, code, send) => {
    const socket = await openSocket({ cookie: cookie(), origin: own() });
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    socket.on('error', () => {});
    const closed = new Promise((resolve) => socket.once('close', resolve));
    send(socket);
    expect(await closed).toBe(code);
    expect((await get('/', { cookie: cookie() })).status).toBe(200);
  });

  test('a thousand connections leave the server alive and small', async () => {
    const before = process.memoryUsage().rss;
    const sockets = Array.from({ length: 1000 }, () => {
      const socket = connect(server.port, '127.0.0.1');
      return socket.on('error', () => {});
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await get('/', { cookie: cookie() })).status).toBe(200);
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(100);
  });
});

describe('paths', () => {
  test('a path leads out of the allowed folders neither by dots nor by links', async () => {
    const inside = join(folder, 'renderer');
    const { check } = await createAllowedFolders([inside]);
    await symlink(folder, join(inside, 'out'));
    await symlink(join(folder, 'secret.txt'), join(inside, 'link.txt'));
    expect(await check(join(inside, 'index.html'))).toContain('index.html');
    expect(await check(join(inside, 'new', 'file'))).toContain(join('new', 'file'));
    for (const path of ['../secret.txt', 'out/secret.txt', 'link.txt', 'out/new.txt', 'a\0b']) {
      await expect(check(`${inside}/${path}`), path).rejects.toThrow(/outside the folders/);
    }
    await expect(check('relative')).rejects.toThrow(/outside the folders/);
  });
});
