import { bridgeName, type ElectronBridge, portMessage } from '../../shared/api/bridge.ts';
import type { Transport } from '../../shared/api/channel.ts';

/** What the Electron preload shows the page; undefined in a browser. */
export function electronBridge(): ElectronBridge | undefined {
  const bridge: unknown = Reflect.get(globalThis, bridgeName);
  return isBridge(bridge) ? bridge : undefined;
}

/** The way to Electron's main process: a MessagePort that the preload hands over. */
export function openPortTransport(bridge: ElectronBridge): Promise<Transport> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent): void => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== portMessage || port === undefined) return;
      window.removeEventListener('message', receive);
      resolve(transportOf(port));
    };
    window.addEventListener('message', receive);
    bridge.connect();
  });
}

function transportOf(port: MessagePort): Transport {
  return {
    // Only what JSON keeps crosses the channel, so structured clone does the same work as a socket.
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.addEventListener('message', ({ data }) => listener(data));
      port.start();
    },
    onClose: (listener) => port.addEventListener('close', () => listener(), { once: true }),
    close: () => port.close(),
  };
}

function isBridge(value: unknown): value is ElectronBridge {
  return typeof value === 'object' && value !== null && 'pathOf' in value && 'connect' in value;
}
