import { lstat, readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** A file of the built window. */
export interface StaticFile {
  readonly bytes: Buffer;
  readonly media: string;
  /** Whether its name changes with its content, so that browsers may keep it. */
  readonly isHashed: boolean;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/**
 * The files of a folder by path of an address ("/assets/index-abc.js"; "/" is index.html). Listed once: whatever an address says, only
 * what is on the list is read.
 */
export async function listStaticFiles(folder: string): Promise<(path: string) => Promise<StaticFile | null>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map(
    entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file): [string, string] => [file.slice(folder.length).split(sep).join('/'), file])
      .filter(([path]) => !path.includes('/.')),
  );
  return async (path) => {
    const file = files.get(path === '/' ? '/index.html' : path);
    // A link that has come to stand where a file was listed is not followed.
    if (file === undefined || !(await lstat(file)).isFile()) return null;
    return {
      bytes: await readFile(file),
      media: mediaTypes[extname(file)] ?? 'application/octet-stream',
      isHashed: path.startsWith('/assets/'),
    };
  };
}
