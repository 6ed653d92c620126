import type { TaskReply } from '../../shared/api/tasks.ts';
import type { FileProblem } from '../../shared/problems/fileProblems.ts';
import type { ForkWorker, WorkerProcess } from './workerProcess.ts';

/** How long reading a file may take: so many seconds, and one more for every so many bytes, since disks can be slow. */
export interface ReadingLimits {
  readonly seconds: number;
  readonly bytesPerSecond: number;
}

export const usualReadingLimits: ReadingLimits = { seconds: 60, bytesPerSecond: 20 * 2 ** 20 };

/** What the last words of a worker say that was ended because reading took too much memory, by `watchMemory` or by V8. */
export const outOfMemory = /reading took more than (?<gigabytes>[\d.]+) GiB|out of memory/;

/**
 * The same workers, with an end to reading: one that takes too long over a file, or more memory than there may be, is ended and replaced
 * by a new process, and its task answered with a Problem that names the file. Whoever uses the worker does not notice.
 */
export function guardReading(fork: ForkWorker, limits: ReadingLimits = usualReadingLimits): ForkWorker {
  return () => {
    const replyListeners: ((reply: TaskReply) => void)[] = [];
    const endListeners: ((reason: string) => void)[] = [];
    let reading: { readonly task: number; readonly path: string; readonly timer: NodeJS.Timeout } | null = null;
    let current = start();
    return {
      send: (message) => current.send(message),
      onReply: (listener) => void replyListeners.push(listener),
      onEnd: (listener) => void endListeners.push(listener),
      kill() {
        endReading();
        current.kill();
      },
    };

    function start(): WorkerProcess {
      const worker = fork();
      worker.onReply((reply) => {
        if (worker !== current) return;
        if (reply.kind !== 'progress') endReading();
        if (reply.kind === 'reading') beginReading(reply);
        else for (const listener of replyListeners) listener(reply);
      });
      worker.onEnd((reason) => {
        if (worker !== current) return;
        const memory = outOfMemory.exec(reason);
        if (reading !== null && memory !== null) {
          const gigabytes = Number(memory.groups?.['gigabytes'] ?? Number.NaN);
          replace({
            area: 'file',
            kind: 'readingTooLarge',
            path: reading.path,
            gigabytes: Number.isNaN(gigabytes) ? null : gigabytes,
          });
          return;
        }
        endReading();
        for (const listener of endListeners) listener(reason);
      });
      return worker;
    }

    function beginReading({ id, file }: Extract<TaskReply, { kind: 'reading' }>): void {
      if (file === null) return;
      const seconds = limits.seconds + Math.floor(file.bytes / limits.bytesPerSecond);
      const stop = (): void => replace({ area: 'file', kind: 'readingTooLong', path: file.path, seconds });
      reading = { task: id, path: file.path, timer: setTimeout(stop, seconds * 1000).unref() };
    }

    function endReading(): void {
      if (reading !== null) clearTimeout(reading.timer);
      reading = null;
    }

    function replace(problem: FileProblem): void {
      if (reading === null) return;
      const { task } = reading;
      endReading();
      const lost = current;
      current = start();
      lost.kill(); // Also where it has ended already.
      for (const listener of replyListeners) listener({ id: task, kind: 'problem', problem });
    }
  };
}
