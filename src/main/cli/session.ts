import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Provenance } from '../../shared/results/runRecord.ts';
import { version } from '../../../package.json';
import { createEngine, type Engine } from '../engine/engine.ts';
import { forkChildren } from '../engine/fork.ts';

export { version };

/** The folder of the built scripts, dist/main. */
const built = dirname(fileURLToPath(import.meta.url));

/** The file of the worker process, beside the command line's own. */
const workerEntry = join(built.endsWith('chunks') ? dirname(built) : built, 'worker.js');

/** The folder of what comes with Spikebench. */
export const assets = resolve(dirname(workerEntry), '../../assets');

/** Where results are made. */
export const provenance: Omit<Provenance, 'engine'> = {
  spikebench: version,
  node: process.versions.node,
  platform: `${process.platform} ${process.arch}`,
};

/** Does the work with an engine of that many workers, and ends them whatever happens. */
export async function withEngine<Result>(workers: number, work: (engine: Engine) => Promise<Result>): Promise<Result> {
  const engine = createEngine(workers, forkChildren(workerEntry));
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}
