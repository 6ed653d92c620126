import type { Transport } from './channel.ts';

/** Name under which the Electron preload shows the bridge to the page: the one name it exposes. Absent in a browser. */
export const bridgeName = 'spikebench';

/** What the page gets from the preload. Everything else goes over the channel. */
export interface ElectronBridge {
  /** Path of a file that was dropped on the window or chosen in a form; `file` is a DOM File. Empty where it has none. */
  readonly pathOf: (file: unknown) => string;
  /** Asks for the port; it arrives as the one port of a window message whose data is `portMessage`. */
  readonly connect: () => void;
}

/** Data of the message with which the preload hands the page its MessagePort. */
export const portMessage = 'spikebench-port';

/** Path of the WebSocket on the server that serves the page. Messages are JSON text; the session cookie is the token. */
export const socketPath = '/socket';

/**
 * Path to which a page of the server sends (PUT) a file that was dropped on it, with `?name=`: a browser does not tell where it is. The answer is
 * JSON, { path }; anything but 200 is text for people.
 */
export const dropPath = '/dropped';

/** Opens a transport to the host, whichever it is. Implemented by the window. */
export type ConnectTransport = () => Promise<Transport>;
