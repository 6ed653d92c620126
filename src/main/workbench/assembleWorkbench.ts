import { availableParallelism } from 'node:os';
import { createEngine } from '../engine/engine.ts';
import { createPool, type PoolOptions } from '../engine/pool.ts';
import type { ForkWorker } from '../engine/workerProcess.ts';
import type { Installation } from '../installation.ts';
import { userFolders } from '../store/userFolders.ts';
import { openUserSettings } from '../store/userSettings.ts';
import { createDesk } from './desk.ts';
import type { WorkbenchHost } from './host.ts';
import { wordsOf } from './session.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

/** The workbench as both hosts run it: a worker for each processor, one for the views, the user's own settings. */
export async function assembleWorkbench(
  { version, assets }: Pick<Installation, 'version' | 'assets'>,
  fork: ForkWorker,
  host: WorkbenchHost,
): Promise<Workbench> {
  const folders = userFolders();
  const workers = availableParallelism();
  const pool: PoolOptions = {
    onLost: (reason) =>
      workbench.notice(`A worker process ended (${reason}). Another one took its place, and its work is done again.`),
  };
  const workbench: Workbench = await createWorkbench({
    version,
    host,
    engine: createEngine(workers, fork, pool),
    workers,
    desk: createDesk(createPool(1, fork, pool)),
    settings: await openUserSettings(folders.settings),
    folders,
    assets,
  });
  // A bug in work that nobody waits for must not end a week of sweeps.
  process.on('unhandledRejection', (error) => {
    console.error(error);
    workbench.notice(`Spikebench has a bug: ${wordsOf(error)} What was asked last may not have happened.`);
  });
  return workbench;
}
