/** Ctrl-C and its like as a signal to stop at: the first time gently, the second time at once. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** Gives the signals their usual meaning back. */
  release(): void;
}

/** By the custom of shells 128 and the number of the signal. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Of the last interrupt of this process; that of Ctrl-C before there was one. */
let last: number = exitCodes.SIGINT;

/** Exit code of a command that was ended: 130 by Ctrl-C, 143 by SIGTERM, 129 by SIGHUP. */
export function interruptedExitCode(): number {
  return last;
}

export function catchInterrupt(): Interrupt {
  const controller = new AbortController();
  const stop = (signal: (typeof signals)[number]): void => {
    last = exitCodes[signal];
    if (controller.signal.aborted) process.exit(last);
    controller.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  return {
    signal: controller.signal,
    release() {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}
