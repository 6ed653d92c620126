import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { MemoryWatchData } from './memoryWatch.ts';

/** Says when a file is being read. */
export type SetReading = (isReading: boolean) => void;

/**
 * Watches the memory of this process while it reads, from a thread that starts with the first file. More than `limit` bytes of resident
 * memory end the process.
 */
export function watchMemory(limit: number = memoryLimit(process.env, totalmem())): SetReading {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  let thread: Worker | null = null;
  return (isReading) => {
    Atomics.store(flag, 0, isReading ? 1 : 0);
    if (thread !== null || !isReading) return;
    const workerData: MemoryWatchData = { flag, limit };
    thread = new Worker(threadFile(), { workerData, stdin: false });
    // Reading goes on without a watch rather than not at all.
    thread.on('error', () => {});
    thread.unref();
  };
}

/**
 * Bytes that a process may take while it reads a file: 6 GiB, at most half of the machine's memory. The largest file that is read has
 * 2 GiB, and its content stands in memory twice for a moment. SPIKEBENCH_READING_MEMORY, in MiB, sets another limit.
 */
export function memoryLimit(env: Readonly<Record<string, string | undefined>>, machine: number): number {
  const wanted = Number(env['SPIKEBENCH_READING_MEMORY'] ?? '');
  return wanted > 0 ? wanted * 2 ** 20 : Math.min(6 * 2 ** 30, machine / 2);
}

/** Beside the worker's own bundle, wherever the bundler has put this file. */
function threadFile(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return join(here.endsWith('chunks') ? dirname(here) : here, 'memoryWatch.js');
}
