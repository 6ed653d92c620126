import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { dropPath, socketPath } from '../../shared/api/bridge.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { type Access, createAccess } from './access.ts';
import { createAllowance } from './allowance.ts';
import { receiveFile } from './receiveFile.ts';
import { securityHeaders } from './securityHeaders.ts';
import { socketTransport } from './socketTransport.ts';
import { listStaticFiles } from './staticFiles.ts';

export interface WorkbenchServer {
  /** Address with the token, to be opened once; the browser keeps the session in a cookie. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const limits = {
  /** Connections and windows at the same time. */
  connections: 100,
  windows: 16,
  /** Bytes of a message: an exported figure is the largest. */
  message: 64 * 1024 * 1024,
  /** Bytes of a request's head. */
  head: 8 * 1024,
  /** New connections a second, and how many at once: a page opens a handful. */
  newConnections: { perSecond: 50, burst: 200 },
  /** Files on their way in at the same time. */
  drops: 4,
};

/** ms: for the head of a request, for a whole request (a dropped file is the longest), between requests, and between two looks at them. */
const timeouts = {
  headersTimeout: 3000,
  requestTimeout: 300_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
};

export interface ServerOptions {
  /** The built window. */
  readonly renderer: string;
  /** Folder for files that are dropped on the window. */
  readonly drops: string;
  /** 0: any that is free. */
  readonly port: number;
}

/** Serves the window and the workbench behind it, on this machine only. */
export async function serveWorkbench(
  workbench: Pick<Workbench, 'connect'>,
  { renderer, drops, port }: ServerOptions,
): Promise<WorkbenchServer> {
  const access = createAccess(() => portOf(server));
  const served: Served = { access, fileAt: await listStaticFiles(renderer), drops, receiving: 0 };
  const mayOpen = createAllowance(limits.newConnections);
  const server = createServer({ maxHeaderSize: limits.head, ...timeouts }, (request, response) => {
    answer(served, request, response).catch(() => refuse(response, 500, 'Something went wrong.'));
  });
  server.maxConnections = limits.connections;
  server.on('connection', (stream) => {
    if (!mayOpen(performance.now())) stream.destroy();
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.message, perMessageDeflate: false });
  server.on('upgrade', (request, stream, head) => {
    if (!mayConnect(access, request) || sockets.clients.size >= limits.windows) return refuseUpgrade(stream);
    sockets.handleUpgrade(request, stream, head, (socket) => workbench.connect(socketTransport(socket)));
  });
  // A client that breaks HTTP gets no answer.
  server.on('clientError', (_, stream) => stream.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, resolve);
  });
  return {
    port: portOf(server),
    url: `http://127.0.0.1:${portOf(server)}/?token=${access.token}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return isBound(address) ? address.port : 0;
}

function isBound(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

function mayConnect(access: Access, { headers, url }: IncomingMessage): boolean {
  // A socket without an origin is no page's: the cookie alone would do, but no client of ours is like that.
  const isPage = headers.origin !== undefined && access.isOurOrigin(headers);
  return url === socketPath && access.isOurHost(headers) && isPage && access.hasSession(headers);
}

function refuseUpgrade(stream: Duplex): void {
  stream.on('error', () => {});
  stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

interface Served {
  readonly access: Access;
  readonly fileAt: Awaited<ReturnType<typeof listStaticFiles>>;
  readonly drops: string;
  /** Files on their way in. */
  receiving: number;
}

async function answer(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { access, fileAt } = served;
  const { headers, method } = request;
  if (!access.isOurHost(headers) || !access.isOurOrigin(headers)) return refuse(response, 403, 'Not from here.');
  const address = addressOf(request.url);
  if (address === null) return refuse(response, 400, 'This is no address.');
  const isDrop = method === 'PUT' && address.pathname === dropPath && headers.origin !== undefined;
  if (isDrop && access.hasSession(headers)) {
    return receive(served, request, address.searchParams.get('name') ?? '', response);
  }
  if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405, 'Only reading is possible.');
  if (address.pathname === '/' && access.isToken(address.searchParams.get('token'))) {
    // The token leaves the address line at once, and with it the history.
    response.writeHead(303, { ...securityHeaders, Location: '/', 'Set-Cookie': access.sessionCookie() });
    response.end();
    return;
  }
  if (!access.hasSession(headers)) {
    return refuse(response, 403, 'Open the address that Spikebench has printed in the terminal.');
  }
  const file = await fileAt(address.pathname);
  if (file === null) return refuse(response, 404, 'There is nothing here.');
  const caching = file.isHashed ? 'private, max-age=31536000, immutable' : 'no-store';
  response.writeHead(200, {
    ...securityHeaders,
    'Content-Type': file.media,
    'Content-Length': file.bytes.length,
    'Cache-Control': caching,
  });
  response.end(method === 'HEAD' ? undefined : file.bytes);
}

async function receive(
  served: Served,
  request: IncomingMessage,
  name: string,
  response: ServerResponse,
): Promise<void> {
  if (served.receiving >= limits.drops) return refuse(response, 429, 'Other files are still on their way.');
  served.receiving++;
  try {
    const received = await receiveFile(request, name, served.drops);
    if ('status' in received) return refuse(response, received.status, received.words);
    response.writeHead(200, { ...securityHeaders, 'Content-Type': 'application/json' });
    response.end(JSON.stringify(received));
  } finally {
    served.receiving--;
  }
}

function addressOf(url: string | undefined): URL | null {
  const path = url ?? '/';
  return path.startsWith('/') && URL.canParse(path, 'http://127.0.0.1') ? new URL(path, 'http://127.0.0.1') : null;
}

function refuse(response: ServerResponse, status: number, words: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end(`${words}\n`);
}
