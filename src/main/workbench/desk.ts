import type { ResultOf, Task } from '../../shared/api/tasks.ts';
import type { Pool } from '../engine/pool.ts';

/** One worker for what the views ask, a task at a time, so that a sweep never makes them wait. */
export interface Desk {
  /** A task that is given up is dropped while it waits; one at work may end within a moment, and is ended if it does not. */
  run<T extends Task>(task: T, options?: { readonly signal?: AbortSignal | undefined }): Promise<ResultOf<T>>;
  close(): void;
}

/** ms that a given-up task may go on: a new worker would have to load model and data again. */
const patience = 3000;

/** `pool` has one worker. */
export function createDesk(pool: Pool): Desk {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run<T extends Task>(task: T, { signal }: { readonly signal?: AbortSignal | undefined } = {}): Promise<ResultOf<T>> {
      const before = last;
      const result = (async () => {
        await before.catch(() => {});
        signal?.throwIfAborted();
        return await runPatiently(pool, task, signal);
      })();
      last = result;
      return signal === undefined ? result : unlessAborted(result, signal);
    },
    close: () => pool.close(),
  };
}

async function runPatiently<T extends Task>(
  pool: Pool,
  task: T,
  signal: AbortSignal | undefined,
): Promise<ResultOf<T>> {
  const end = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  const loosePatience = (): void => {
    timer = setTimeout(() => end.abort(), patience).unref();
  };
  signal?.addEventListener('abort', loosePatience, { once: true });
  try {
    return await pool.run(task, { signal: end.signal });
  } finally {
    signal?.removeEventListener('abort', loosePatience);
    if (timer !== null) clearTimeout(timer);
  }
}

/** Whoever gave up need not wait. */
async function unlessAborted<Result>(result: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let giveUp = (): void => {};
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason);
  });
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([result, givenUp]);
  } finally {
    // A signal may outlive thousands of questions.
    signal.removeEventListener('abort', giveUp);
  }
}
