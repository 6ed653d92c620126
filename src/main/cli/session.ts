import type { Provenance } from '../../shared/results/runRecord.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { forkChildren } from '../engine/fork.ts';
import { findInstallation } from '../installation.ts';
import { openLogFile } from '../log/logFile.ts';
import { logFolder, userFolders } from '../store/userFolders.ts';
import { processOutput } from './output.ts';

/** What this command line belongs to; `assets` is the folder of what comes with Spikebench. */
export const { version, assets, worker, cli } = findInstallation();

/** Where results are made. */
export const provenance: Omit<Provenance, 'engine'> = {
  spikebench: version,
  node: process.versions.node,
  platform: `${process.platform} ${process.arch}`,
};

/** Does the work with an engine of that many workers, and ends them whatever happens. */
export async function withEngine<Result>(workers: number, work: (engine: Engine) => Promise<Result>): Promise<Result> {
  const log = openLogFile(logFolder(userFolders()));
  const engine = createEngine(workers, forkChildren(worker), {
    onLost(reason) {
      const words = `A worker process ended (${reason}). Another one took its place, and its work is done again.`;
      log.write('note', words);
      // Over the progress bar, which draws itself anew.
      processOutput.say(process.stderr.isTTY ? `\r\u001b[K${words}` : words);
    },
    onBug: (stack) => log.write('bug', `in a worker: ${stack}`),
  });
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}
