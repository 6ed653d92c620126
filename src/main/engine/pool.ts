import type { ResultOf, Task, TaskReply, TaskResult } from '../../shared/api/tasks.ts';
import { describeTask } from '../../shared/api/tasks.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { TrainingProgress } from '../../shared/training/progress.ts';
import { durationWords } from '../../shared/results/runProgressWords.ts';
import { createSilenceWatch, patienceOf, timesThePatience } from './silence.ts';
import type { ForkWorker, WorkerProcess } from './workerProcess.ts';

/** Workers that take tasks in the order in which they were given, each as soon as it is free. */
export interface Pool {
  readonly size: number;
  /**
   * Runs one task. A worker that ends in the middle of it, or hangs (see `silence.ts`) and is ended, is replaced and the task tried again,
   * three times in all. Rejects with what the task threw, with the Problem workerLost, or with the reason of the signal.
   */
  run<T extends Task>(task: T, options?: RunOptions): Promise<ResultOf<T>>;
  /** Ends all workers. Tasks still under way are rejected. */
  close(): void;
}

/** What a pool tells, and how patient it is. */
export interface PoolOptions {
  /** Hears of workers that ended without having been ended, or were ended because they hung. */
  readonly onLost?: ((reason: string) => void) | undefined;
  /** Hears of bugs in tasks, with the stack of the worker. */
  readonly onBug?: ((stack: string) => void) | undefined;
  /** ms; `silence.ts` says of what. */
  readonly patience?: number | undefined;
  /** ms that a task has to stop gently; 8 s unless told. */
  readonly stopPatience?: number | undefined;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whether the task, when the signal is aborted, gets a moment to keep what it has before its worker is ended. */
  readonly stopsGently?: boolean | undefined;
  /** How often the task may be tried, 3 unless told. */
  readonly attempts?: number | undefined;
  /** Samples that the present attempt has done; starts again with 0 after a crash. */
  readonly onProgress?: ((done: number, training?: TrainingProgress) => void) | undefined;
}

const mostAttempts = 3;
const usualStopPatience = 8000;

interface Job {
  readonly task: Task;
  readonly options: RunOptions;
  readonly most: number;
  readonly resolve: (result: TaskResult) => void;
  readonly reject: (error: unknown) => void;
  attempts: number;
}

interface Worker {
  readonly process: WorkerProcess;
  job: Job | null;
  /** Number of the last message sent. */
  sent: number;
  /** ms since the last sign of life, in ticks. */
  silent: number;
}

/** A pool of up to `size` workers: one starts at once, to be ready when the first task comes, the others when there is work for them. */
export function createPool(size: number, forkWorker: ForkWorker, options: PoolOptions = {}): Pool {
  const { onLost, onBug, patience = patienceOf(process.env), stopPatience = usualStopPatience } = options;
  const silence = createSilenceWatch(patience, performance.now());
  const ticking = setInterval(listen, silence.every).unref();
  const workers = new Set<Worker>();
  const queue: Job[] = [];
  const watched = new WeakSet<AbortSignal>();
  let isClosed = false;
  startWorker();

  return {
    size,
    run<T extends Task>(task: T, how: RunOptions = {}): Promise<ResultOf<T>> {
      const answer = new Promise<TaskResult>((resolve, reject) => {
        how.signal?.throwIfAborted();
        queue.push({ task, options: how, most: how.attempts ?? mostAttempts, resolve, reject, attempts: 0 });
        if (how.signal !== undefined) watchFor(how.signal);
        dispatch();
      });
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a worker answers a task of a kind with a result of that kind
      return answer as Promise<ResultOf<T>>;
    },
    close() {
      isClosed = true;
      clearInterval(ticking);
      const running = [...workers].map((worker) => worker.job);
      const closed = new DOMException('The pool is closed', 'AbortError');
      for (const job of [...queue, ...running]) job?.reject(closed);
      queue.length = 0;
      for (const { process } of workers) process.kill();
      workers.clear();
    },
  };

  function startWorker(): void {
    const worker: Worker = { process: forkWorker(), job: null, sent: 0, silent: 0 };
    workers.add(worker);
    worker.process.onReply((reply) => hear(worker, reply));
    worker.process.onEnd((reason) => replace(worker, reason));
  }

  function dispatch(): void {
    if (isClosed) return;
    const idle = [...workers].filter(({ job }) => job === null).length;
    for (let missing = Math.min(size - workers.size, queue.length - idle); missing > 0; missing--) startWorker();
    for (const worker of workers) {
      if (worker.job !== null) continue;
      const job = queue.shift();
      if (job === undefined) return;
      worker.job = job;
      worker.silent = 0;
      job.attempts++;
      worker.process.send({ id: ++worker.sent, task: job.task });
    }
  }

  function hear(worker: Worker, reply: TaskReply): void {
    const { job } = worker;
    if (job === null || reply.id !== worker.sent) return;
    silence.learn(job.task.kind, worker.silent);
    worker.silent = 0;
    if (reply.kind === 'progress') return job.options.onProgress?.(reply.done, reply.training);
    // Whoever has started the worker has an eye on its reading.
    if (reply.kind === 'reading') return;
    worker.job = null;
    switch (reply.kind) {
      case 'done':
        job.resolve(reply.result);
        break;
      case 'stopped':
        job.reject(job.options.signal?.reason);
        break;
      case 'problem':
        job.reject(new WorkbenchError(reply.problem));
        break;
      case 'bug':
        onBug?.(reply.stack ?? reply.message);
        job.reject(Object.assign(new Error(reply.message), { stack: reply.stack ?? reply.message }));
        break;
    }
    dispatch();
  }

  /** Ends the workers that have been silent for too long. */
  function listen(): void {
    const passed = silence.tick(performance.now());
    for (const worker of workers) {
      if (worker.job === null) continue;
      worker.silent += passed;
      const { task, attempts } = worker.job;
      const allowed = silence.patienceWith(task.kind, attempts, timesThePatience(task));
      if (worker.silent <= allowed) continue;
      worker.process.kill();
      replace(worker, `it gave no sign of life for ${durationWords(allowed / 1000)}`);
    }
  }

  /** After the end of a worker: its task goes back to the head of the queue. */
  function replace(worker: Worker, reason: string): void {
    if (!workers.delete(worker)) return;
    onLost?.(reason);
    const { job } = worker;
    if (job?.options.signal?.aborted === true) {
      job.reject(job.options.signal.reason);
    } else if (job !== null && job.attempts < job.most) {
      job.options.onProgress?.(0);
      queue.unshift(job);
    } else if (job !== null) {
      const { task, attempts } = job;
      job.reject(new WorkbenchError({ area: 'run', kind: 'workerLost', task: describeTask(task), attempts, reason }));
    }
    dispatch();
  }

  /** One listener for all jobs of a signal. */
  function watchFor(signal: AbortSignal): void {
    if (watched.has(signal)) return;
    watched.add(signal);
    signal.addEventListener('abort', () => cancel(signal), { once: true });
  }

  /**
   * Drops the queued jobs of a signal and ends the workers that are at one: a simulation knows no other way to stop at once. Those that stop
   * gently are asked to first.
   */
  function cancel(signal: AbortSignal): void {
    const isMeant = (job: Job | null): job is Job => job?.options.signal === signal;
    for (const job of queue.filter(isMeant)) job.reject(signal.reason);
    queue.splice(0, queue.length, ...queue.filter((job) => !isMeant(job)));
    for (const worker of workers) {
      const { job } = worker;
      if (!isMeant(job)) continue;
      if (job.options.stopsGently === true) askToStop(worker, job);
      else end(worker, job);
    }
    dispatch();
  }

  function askToStop(worker: Worker, job: Job): void {
    worker.process.send({ id: worker.sent, stop: true });
    const endIfAtWork = (): void => {
      if (worker.job === job && workers.has(worker)) end(worker, job);
      dispatch();
    };
    setTimeout(endIfAtWork, stopPatience).unref();
  }

  function end(worker: Worker, job: Job): void {
    job.reject(job.options.signal?.reason);
    workers.delete(worker);
    worker.process.kill();
  }
}
