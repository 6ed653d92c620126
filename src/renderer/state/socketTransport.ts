import { socketPath } from '../../shared/api/bridge.ts';
import type { Transport } from '../../shared/api/channel.ts';

/** The way to the server that served the page. Resolves when the socket is open, rejects when it cannot be opened. */
export function openSocketTransport(): Promise<Transport> {
  const address = new URL(socketPath, location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  address.hash = '';
  address.search = '';
  const socket = new WebSocket(address);
  const transport: Transport = {
    post: (message) => socket.send(JSON.stringify(message)),
    onMessage: (listener) =>
      socket.addEventListener('message', ({ data }) => listener(typeof data === 'string' ? JSON.parse(data) : null)),
    onClose: (listener) => socket.addEventListener('close', () => listener(), { once: true }),
    close: () => socket.close(),
  };
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(transport), { once: true });
    socket.addEventListener('close', () => reject(new Error('The workbench does not answer')), { once: true });
  });
}
