import { type ChildProcess, fork } from 'node:child_process';
import type { FuzzAnswer, FuzzTask } from './reader.ts';

/** What became of a file: an answer, or the end of the process that read it, in words. */
export type Reading = FuzzAnswer | { readonly lost: string };

/** Reads files in a process of its own, which is replaced when it hangs or dies. */
export interface ReaderProcess {
  read(task: FuzzTask): Promise<Reading>;
  close(): void;
}

/** `deadline` in ms for a file. */
export function startReader(entry: string, deadline: number): ReaderProcess {
  let child: ChildProcess | null = null;
  return {
    async read(task) {
      child ??= start(entry);
      const reading = await ask(child, task, deadline);
      if ('lost' in reading) {
        child.kill('SIGKILL');
        child = null;
      }
      return reading;
    },
    close: () => void child?.kill('SIGKILL'),
  };
}

function start(entry: string): ChildProcess {
  return fork(entry, ['--read'], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
}

function ask(child: ChildProcess, task: FuzzTask, deadline: number): Promise<Reading> {
  return new Promise((resolve) => {
    let said = '';
    const hear = (data: Buffer): void => void (said = (said + data.toString('utf8')).slice(-2000));
    const end = (reading: Reading): void => {
      clearTimeout(timer);
      child.off('message', answered);
      child.off('close', closed);
      child.stderr?.off('data', hear);
      resolve(reading);
    };
    // Our own process answers.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const answered = (message: unknown): void => end(message as FuzzAnswer);
    const closed = (code: number | null, signal: string | null): void =>
      end({ lost: `it ended with ${signal ?? `code ${code}`}: ${said.trim().slice(-500)}` });
    const timer = setTimeout(() => end({ lost: `it took longer than ${deadline / 1000} s` }), deadline);
    child.on('message', answered).on('close', closed);
    child.stderr?.on('data', hear);
    child.send(task);
  });
}
