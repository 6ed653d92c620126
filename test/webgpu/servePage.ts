import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text as readText } from 'node:stream/consumers';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';

export interface PageServer {
  /** Address of the page. */
  readonly url: string;
  close(): void;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** Serves the files of a folder to this machine only, on any free port; `hear` gets what the page posts, by its path. */
export async function servePage(
  folder: string,
  hear: (path: string, text: string) => void = () => {},
): Promise<PageServer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.method === 'POST') {
      void readText(request).then((text) => hear(pathname, text));
      response.writeHead(204).end();
    } else void answer(join(folder, pathname === '/' ? 'index.html' : pathname), response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The test page has no port');
  return { url: `http://127.0.0.1:${address.port}/`, close: () => void server.close() };
}

async function answer(path: string, response: ServerResponse): Promise<void> {
  try {
    const bytes = await readFile(path);
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}
