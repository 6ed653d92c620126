import type { WebSocket } from 'ws';
import type { Transport } from '../../shared/api/channel.ts';
import { createAllowance } from './allowance.ts';

/** Messages a second that a window may send, and how many at once. */
const rate = { perSecond: 200, burst: 400 };
/** Bytes that may wait for a window which does not take what it is sent; beyond, it is cut off, and comes back when it lives. */
const mostWaiting = 256 * 2 ** 20;

/** A window at the other end of a WebSocket; messages are JSON. One that sends nonsense or too much is cut off. */
export function socketTransport(socket: WebSocket): Transport {
  const listeners: ((message: unknown) => void)[] = [];
  const allowance = createAllowance(rate);
  socket.on('message', (data, isBinary) => {
    if (isBinary || !allowance(performance.now())) return socket.close(1008);
    const message = parse(data);
    if (message === undefined) return socket.close(1007);
    for (const listener of listeners) listener(message);
  });
  // A broken connection ends with `close`, which is handled there.
  socket.on('error', () => {});
  return {
    post(message) {
      if (socket.bufferedAmount > mostWaiting) socket.terminate();
      else socket.send(JSON.stringify(message));
    },
    onMessage: (listener) => void listeners.push(listener),
    onClose: (listener) => void socket.once('close', () => listener()),
    close: () => socket.close(),
  };
}

function parse(data: WebSocket.RawData): unknown {
  try {
    return JSON.parse(textOf(data)) as unknown;
  } catch {
    return undefined;
  }
}

function textOf(data: WebSocket.RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return data instanceof ArrayBuffer ? Buffer.from(data).toString('utf8') : data.toString('utf8');
}
