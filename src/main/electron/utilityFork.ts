import { utilityProcess } from 'electron';
import type { TaskReply } from '../../shared/api/tasks.ts';
import { guardReading } from '../engine/guardReading.ts';
import type { ForkWorker } from '../engine/workerProcess.ts';

/** Most characters of a worker's last words that are kept. */
const lastWords = 2000;

/** Workers as utility processes of Electron that run the script `entry`, with an end to reading. */
export function forkUtilities(entry: string): ForkWorker {
  return guardReading(() => {
    const child = utilityProcess.fork(entry, [], {
      stdio: ['ignore', 'ignore', 'pipe'],
      serviceName: 'Spikebench worker',
    });
    let said = '';
    child.stderr?.on('data', (data: Buffer) => {
      said = (said + data.toString('utf8')).slice(-lastWords);
    });
    return {
      // A process has no origin.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      send: (message) => child.postMessage(message),
      // Our own worker answers, built from the same source: what arrives is a reply.
      onReply: (listener) => void child.on('message', (message: TaskReply) => listener(message)),
      onEnd(listener) {
        child.once('exit', (code) => listener(describeEnd(code, said)));
      },
      kill: () => void child.kill(),
    };
  });
}

function describeEnd(code: number, said: string): string {
  const line = said
    .split('\n')
    .map((text) => text.trim())
    .findLast((text) => /error|memory/i.test(text));
  return line === undefined ? `exit code ${code}` : `exit code ${code}, "${line}"`;
}
