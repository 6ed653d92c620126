import { readFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { socketPath } from '../../src/shared/api/bridge.ts';

/** A server that runs, and what an attacker on the same machine, or a page in the same browser, can send to it. */
export interface Target {
  readonly port: number;
  readonly pid: number;
  readonly token: string;
  /** The header with the session's cookie. */
  readonly cookie: string;
  readonly origin: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A plain request whose path is sent as it is; status 0 where the connection is cut. */
export function send(
  { port }: Target,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method, headers: { connection: 'close', ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      },
    );
    sent.on('error', () => resolve({ status: 0, headers: {}, text: '' })).end();
  });
}

/** An open socket; else the status with which it was refused. */
export function openSocket(
  { port }: Target,
  headers: Readonly<Record<string, string>>,
  path = socketPath,
): Promise<WebSocket | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.once('error', () => resolve(0));
  });
}

/** The code with which the server ends an own socket after this message. */
export async function closeCode(target: Target, say: (socket: WebSocket) => void): Promise<number> {
  const socket = await openSocket(target, { cookie: target.cookie, origin: target.origin });
  if (typeof socket === 'number') return -socket;
  socket.on('error', () => {});
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  say(socket);
  return closed;
}

/** Connections that say `text` and stay; how many of them the server has ended after `ms`. */
export async function crowd({ port }: Target, count: number, text: string, ms: number): Promise<number> {
  let ended = 0;
  const sockets: Socket[] = Array.from({ length: count }, () => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    return socket
      .on('error', () => {})
      .on('data', () => {})
      .once('close', () => ended++);
  });
  await wait(ms);
  const result = ended;
  for (const socket of sockets) socket.destroy();
  return result;
}

/** MiB of resident memory of a process, on Linux; NaN elsewhere. */
export function memoryOf(pid: number): number {
  try {
    const [, pages = 'NaN'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return (Number(pages) * 4096) / 2 ** 20;
  } catch {
    return NaN;
  }
}

export async function isAlive(target: Target): Promise<boolean> {
  const { status } = await send(target, '/', { cookie: target.cookie });
  return status === 200;
}
