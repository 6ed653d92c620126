import { isMainThread } from 'node:worker_threads';

/**
 * The entry of the runner, one file that is everything: the command line, each of its worker processes, and the thread in these that
 * watches the memory. scripts/packRunner.mjs makes it.
 */
async function start(): Promise<unknown> {
  if (!isMainThread) return import('../engine/memoryWatch.ts');
  // A worker is started with a line to its parent; nothing else starts the runner that way.
  if (process.send !== undefined && process.argv[2] === undefined) return import('../engine/worker.ts');
  return import('../cli/main.ts');
}

void start();
