import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../engine/engine.ts';
import { createPool, type PoolOptions } from '../engine/pool.ts';
import type { ForkWorker } from '../engine/workerProcess.ts';
import type { Installation } from '../installation.ts';
import { type LogFile, openLogFile } from '../log/logFile.ts';
import { beginSession, type CrashedSession } from '../log/sessionMark.ts';
import { logFolder, userFolders } from '../store/userFolders.ts';
import { openUserSettings } from '../store/userSettings.ts';
import { createDesk } from './desk.ts';
import type { WorkbenchHost } from './host.ts';
import { wordsOf } from './session.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

/**
 * The workbench as both hosts run it: a worker for each processor, one for the views and one for a training, the user's own settings, a log.
 */
export async function assembleWorkbench(
  { version, assets }: Pick<Installation, 'version' | 'assets'>,
  fork: ForkWorker,
  host: WorkbenchHost,
  { hasWindow = true }: { readonly hasWindow?: boolean } = {},
): Promise<Workbench> {
  const folders = userFolders();
  const log = openLogFile(logFolder(folders));
  // Without a window there is nobody to tell of a crash, and a command that is killed is none.
  const mark = hasWindow ? beginSession(join(folders.settings, 'sessions')) : null;
  log.write('info', `Spikebench ${version} starts (${host.facts.kind}, Node ${process.versions.node})`);
  // Only listens: what is not caught ends the program as it did.
  process.on('uncaughtExceptionMonitor', (error) => {
    log.write('bug', stackOf(error));
    mark?.fail(error.message);
  });
  const workers = availableParallelism();
  const pool: PoolOptions = {
    onLost: (reason) =>
      workbench.notice(`A worker process ended (${reason}). Another one took its place, and its work is done again.`),
    onBug: (stack) => log.write('bug', `in a worker: ${stack}`),
  };
  const trainer: PoolOptions = {
    ...pool,
    onLost: (reason) =>
      workbench.notice(
        `The worker process of the training ended (${reason}). Another one goes on from the checkpoint.`,
      ),
  };
  const settings = await openUserSettings(folders.settings);
  const workbench: Workbench = await createWorkbench({
    version,
    host,
    engine: createEngine(workers, fork, pool),
    workers,
    desk: createDesk(createPool(1, fork, pool)),
    createTrainer: () => createEngine(1, fork, trainer),
    settings,
    folders,
    assets,
    log,
    crashNote: mark === null || mark.crashed === null ? null : describeCrash(mark.crashed, log),
  });
  if (settings.note !== null) workbench.notice(settings.note);
  // A bug in work that nobody waits for must not end a week of sweeps.
  process.on('unhandledRejection', (error) => {
    console.error(error);
    log.write('bug', stackOf(error));
    workbench.notice(`Spikebench has a bug: ${wordsOf(error)} What was asked last may not have happened.`);
  });
  return {
    ...workbench,
    get atWork() {
      return workbench.atWork;
    },
    async close() {
      await workbench.close();
      log.write('info', 'Spikebench ends');
      mark?.end();
    },
  };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function describeCrash({ since, reason }: CrashedSession, log: LogFile): string {
  const why = reason === null ? 'without a word: it was killed, or the machine stopped' : `with an error: ${reason}`;
  return `The session of ${since.slice(0, 16).replace('T', ' ')} UTC ended ${why}. What was finished is kept. The log is "${log.path}".`;
}
