import type { Provenance } from '../../shared/results/runRecord.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { forkChildren } from '../engine/fork.ts';
import { findInstallation } from '../installation.ts';

/** What this command line belongs to; `assets` is the folder of what comes with Spikebench. */
export const { version, assets, worker } = findInstallation();

/** Where results are made. */
export const provenance: Omit<Provenance, 'engine'> = {
  spikebench: version,
  node: process.versions.node,
  platform: `${process.platform} ${process.arch}`,
};

/** Does the work with an engine of that many workers, and ends them whatever happens. */
export async function withEngine<Result>(workers: number, work: (engine: Engine) => Promise<Result>): Promise<Result> {
  const engine = createEngine(workers, forkChildren(worker));
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}
