import { setImmediate } from 'node:timers/promises';
import type { StopMessage, TaskMessage, TaskReply } from '../../shared/api/tasks.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { TrainingProgress } from '../../shared/training/progress.ts';
import { openParentLine } from './parentLine.ts';
import { announceReadingTo } from './tasks/announceReading.ts';
import { createTaskRunner } from './tasks/runTask.ts';
import { watchMemory } from './watchMemory.ts';

/** The entry of a worker process: takes tasks one after the other and answers each; ends with the process that started it. */

/** ms between two reports, and between two looks at whether the parent still lives. */
const reportEvery = 100;

const runTask = createTaskRunner();

const parent = openParentLine();
parent.onMessage((message) => {
  if (isTaskMessage(message)) void answer(message);
  else if (isStopMessage(message) && message.id === lastTask) stopping.abort();
});
// Ctrl-C in a terminal reaches every process of the group. The engine decides what it means.
process.on('SIGINT', () => {});

/** Aborted when the task at work is asked to keep what it has and to end. */
let stopping = new AbortController();

// Reading has limits in time, which the parent keeps, and in memory, which a thread keeps.
let lastTask = 0;
const setReading = watchMemory();
announceReadingTo(async (file) => {
  setReading(file !== null);
  send({ id: lastTask, kind: 'reading', file });
  // The message is on its way before the file is opened.
  if (file !== null) await setImmediate();
});

async function answer({ id, task }: TaskMessage): Promise<void> {
  lastTask = id;
  stopping = new AbortController();
  const { signal } = stopping;
  let reported = performance.now();
  const onProgress = async (done: number, training?: TrainingProgress): Promise<void> => {
    // Where a task stops that was asked to, is told.
    if (performance.now() - reported < reportEvery && !signal.aborted) return;
    reported = performance.now();
    send({ id, kind: 'progress', done, training });
    await setImmediate();
  };
  try {
    send({ id, kind: 'done', result: await runTask(task, onProgress, signal) });
  } catch (error) {
    if (signal.aborted && error === signal.reason) send({ id, kind: 'stopped' });
    else if (error instanceof WorkbenchError) send({ id, kind: 'problem', problem: error.problem });
    else if (error instanceof Error) send({ id, kind: 'bug', message: error.message, stack: error.stack ?? null });
    else send({ id, kind: 'bug', message: String(error), stack: null });
  }
}

/** Our own engine asks, built from the same source: a task says enough. */
function isTaskMessage(message: unknown): message is TaskMessage {
  return typeof message === 'object' && message !== null && 'task' in message;
}

function isStopMessage(message: unknown): message is StopMessage {
  return typeof message === 'object' && message !== null && 'stop' in message;
}

function send(reply: TaskReply): void {
  parent.post(reply);
}
