import type { MessagePortMain } from 'electron';
import type { Transport } from '../../shared/api/channel.ts';

/** A window at the other end of a message port. */
export function portTransport(port: MessagePortMain): Transport {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', ({ data }: { readonly data: unknown }) => listener(data));
      port.start();
    },
    onClose: (listener) => void port.once('close', () => listener()),
    close: () => port.close(),
  };
}
