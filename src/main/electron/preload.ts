import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { bridgeName, type ElectronBridge, portMessage } from '../../shared/api/bridge.ts';
import { connectChannel } from './channels.ts';

/** Runs in the sandbox before the page, built as CommonJS. The page sees one name with two functions, and gets one port. */

/** What the preload uses of the page's world; the main process has no DOM types. */
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: string, origin: string, transfer: readonly unknown[]): void;
};

const bridge: ElectronBridge = {
  // Electron throws for what is no file of the page.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  pathOf: (file) => webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]),
  connect() {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage(connectChannel, null, [port1]);
    window.postMessage(portMessage, window.location.origin, [port2]);
  },
};

contextBridge.exposeInMainWorld(bridgeName, bridge);
