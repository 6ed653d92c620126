/** Work that is asked for often and done at most once in a while, the last time included. */
export interface Throttle {
  call(): void;
  /** Does at once what is still due. */
  flush(): void;
  /** Forgets what is still due. */
  cancel(): void;
}

export function createThrottle(every: number, work: () => void): Throttle {
  let timer: NodeJS.Timeout | null = null;
  let last = Number.NEGATIVE_INFINITY;
  const run = (): void => {
    timer = null;
    last = performance.now();
    work();
  };
  const cancel = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  return {
    call() {
      if (timer !== null) return;
      const wait = last + every - performance.now();
      if (wait <= 0) run();
      else timer = setTimeout(run, wait).unref();
    },
    flush() {
      cancel();
      run();
    },
    cancel,
  };
}
