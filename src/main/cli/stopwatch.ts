import type { Progress } from '../../shared/api/engineViews.ts';

/** Measures how many simulated samples per second a sweep makes, from the first one that was under way. */
export interface Stopwatch {
  note(progress: Progress): void;
  /** 0 before anything was simulated. */
  perSecond(): number;
}

/** A stopwatch on the clock `now`, in ms. */
export function createStopwatch(now: () => number = () => performance.now()): Stopwatch {
  let first: { readonly time: number; readonly done: number } | null = null;
  let last = { time: 0, done: 0 };
  return {
    note({ phase, done }) {
      if (phase !== 'simulate') return;
      last = { time: now(), done };
      first ??= last;
    },
    perSecond() {
      if (first === null || last.done === first.done) return 0;
      return (1000 * (last.done - first.done)) / (last.time - first.time);
    },
  };
}
