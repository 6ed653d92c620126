import { setTimeout } from 'node:timers/promises';
import type { Standstill } from '../../shared/api/engineViews.ts';
import { type Problem, WorkbenchError } from '../../shared/problems/problems.ts';

/** Does work that writes; where the disk is full, waits until there is room and does it again. */
export type WhenThereIsRoom = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** ms from one try to the next. */
const usualWait = 3000;

/**
 * `onStandstill` hears when the first piece of work begins to wait, and with null when the last one has gone on. After an abort of the
 * signal the Problem diskFull is thrown. The work must leave the disk as it was where it fails.
 */
export function whenThereIsRoom(
  onStandstill: (standstill: Standstill | null) => void,
  signal?: AbortSignal,
  wait: number = usualWait,
): WhenThereIsRoom {
  let waiting = 0;
  let wake = new AbortController();
  const tryNow = (): void => {
    wake.abort();
    wake = new AbortController();
  };

  return async (work) => {
    let isWaiting = false;
    try {
      for (;;) {
        try {
          return await work();
        } catch (error) {
          if (signal?.aborted || !(error instanceof WorkbenchError) || !isFull(error.problem)) throw error;
          if (!isWaiting && ++waiting === 1) onStandstill({ problem: error.problem, tryNow });
          isWaiting = true;
          const ends = signal === undefined ? [wake.signal] : [wake.signal, signal];
          await setTimeout(wait, undefined, { signal: AbortSignal.any(ends) }).catch(() => {});
          if (signal?.aborted) throw error;
        }
      }
    } finally {
      if (isWaiting && --waiting === 0) onStandstill(null);
    }
  };
}

function isFull({ area, kind }: Problem): boolean {
  return area === 'file' && kind === 'diskFull';
}
