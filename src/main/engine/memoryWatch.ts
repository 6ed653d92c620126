import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/**
 * The entry of a thread beside a worker's own, which has an eye on the process while a file is read: code that is stuck in a loop or in
 * the HDF5 library cannot look after itself. Ends the process, with its reason as last words, when it takes more memory than it may.
 */

/** What the thread is told: the flag is 1 while a file is read. */
export interface MemoryWatchData {
  readonly flag: Int32Array;
  /** Bytes of resident memory. */
  readonly limit: number;
}

/** ms between two looks. */
const every = 25;

if (isWatchData(workerData)) {
  const { flag, limit } = workerData;
  setInterval(() => {
    if (Atomics.load(flag, 0) === 0 || process.memoryUsage.rss() <= limit) return;
    writeSync(2, `\nmemory: reading took more than ${(limit / 2 ** 30).toFixed(1)} GiB\n`);
    process.kill(process.pid, 'SIGKILL');
  }, every);
}

function isWatchData(value: unknown): value is MemoryWatchData {
  return typeof value === 'object' && value !== null && 'flag' in value && 'limit' in value;
}
