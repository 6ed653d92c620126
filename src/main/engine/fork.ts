import { fork, type Serializable } from 'node:child_process';
import type { TaskReply } from '../../shared/api/tasks.ts';
import { guardReading, type ReadingLimits } from './guardReading.ts';
import type { ForkWorker } from './workerProcess.ts';

/** Most characters of a worker's last words that are kept. */
const lastWords = 2000;

/** Workers as child processes of Node that run the script `entry`, with an end to reading. What they write stays off the terminal. */
export function forkChildren(entry: string, limits?: ReadingLimits): ForkWorker {
  return guardReading(() => {
    const child = fork(entry, [], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      execArgv: [],
    });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-lastWords);
    });
    // A message that no longer reaches a dying child shows as its end, which is handled there.
    const ignore = (): void => {};
    return {
      send: (message) => void child.send({ ...message } satisfies Serializable, ignore),
      onReply: (listener) =>
        void child.on('message', (message) => {
          if (isReply(message)) listener(message);
        }),
      onEnd(listener) {
        child.once('error', (error) => listener(error.message));
        child.once('close', (code, signal) => listener(endReason(code, signal, said)));
      },
      kill: () => void child.kill('SIGKILL'),
    };
  }, limits);
}

/** Our own worker answers, built from the same source: an id says enough. */
function isReply(message: unknown): message is TaskReply {
  return typeof message === 'object' && message !== null && 'id' in message;
}

function endReason(code: number | null, signal: string | null, said: string): string {
  const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
  const line = said
    .split('\n')
    .map((text) => text.trim())
    .findLast((text) => /error|memory/i.test(text));
  return line === undefined ? how : `${how}, "${line}"`;
}
