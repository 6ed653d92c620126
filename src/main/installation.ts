import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../../package.json';

/** Where the parts of an installed or built Spikebench are. Correct only in bundles under dist/main. */
export interface Installation {
  readonly version: string;
  /** Script of the command line. */
  readonly cli: string;
  /** Script of the worker processes. */
  readonly worker: string;
  /** The built window: a folder with index.html. */
  readonly renderer: string;
  /** Folder of the demo and the icons. */
  readonly assets: string;
}

export function findInstallation(): Installation {
  const here = dirname(fileURLToPath(import.meta.url));
  const main = here.endsWith('chunks') ? dirname(here) : here;
  return {
    version,
    cli: join(main, 'cli.js'),
    worker: join(main, 'worker.js'),
    renderer: resolve(main, '../renderer'),
    assets: resolve(main, '../../assets'),
  };
}
