import type { WebSocket } from 'ws';
import type { Transport } from '../../shared/api/channel.ts';

/** Messages a second that a window may send, and how many at once. */
const rate = { perSecond: 200, burst: 400 };

/** A window at the other end of a WebSocket; messages are JSON. One that sends nonsense or too much is cut off. */
export function socketTransport(socket: WebSocket): Transport {
  const listeners: ((message: unknown) => void)[] = [];
  const allowance = createAllowance();
  socket.on('message', (data, isBinary) => {
    if (isBinary || !allowance(performance.now())) return socket.close(1008);
    const message = parse(data);
    if (message === undefined) return socket.close(1007);
    for (const listener of listeners) listener(message);
  });
  // A broken connection ends with `close`, which is handled there.
  socket.on('error', () => {});
  return {
    post: (message) => socket.send(JSON.stringify(message)),
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

/** A bucket that fills with time: false when it is empty. */
function createAllowance(): (now: number) => boolean {
  let left = rate.burst;
  let last = performance.now();
  return (now) => {
    left = Math.min(rate.burst, left + ((now - last) / 1000) * rate.perSecond);
    last = now;
    left -= 1;
    return left >= 0;
  };
}
