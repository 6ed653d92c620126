import type { ForkWorker } from './workerProcess.ts';

/** The same workers; tells of those that end without having been ended. */
export function watchWorkers(fork: ForkWorker, onLost: (reason: string) => void): ForkWorker {
  return () => {
    const worker = fork();
    let isKilled = false;
    worker.onEnd((reason) => {
      if (!isKilled) onLost(reason);
    });
    return {
      send: (message) => worker.send(message),
      onReply: (listener) => worker.onReply(listener),
      onEnd: (listener) => worker.onEnd(listener),
      kill() {
        isKilled = true;
        worker.kill();
      },
    };
  };
}
