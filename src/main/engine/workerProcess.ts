import type { StopMessage, TaskMessage, TaskReply } from '../../shared/api/tasks.ts';

/** A process that works on tasks, however it was started: a child process, or Electron's utility process. */
export interface WorkerProcess {
  send(message: TaskMessage | StopMessage): void;
  onReply(listener: (reply: TaskReply) => void): void;
  /** Called once when the process has ended, with the reason in words. Nothing is heard of it afterwards. */
  onEnd(listener: (reason: string) => void): void;
  /** Ends the process at once, in the middle of whatever it does. */
  kill(): void;
}

/** Starts one more worker process. */
export type ForkWorker = () => WorkerProcess;
