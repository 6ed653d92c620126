import { createPool, type Pool } from '../../src/main/engine/pool.ts';
import { createTaskRunner } from '../../src/main/engine/tasks/runTask.ts';
import type { TaskReply } from '../../src/shared/api/tasks.ts';

export type TaskPool = Pick<Pool, 'run'>;

/** The tasks of a worker, done in this process, so that its own clock of processor time measures them. */
export function createInProcessPool(): TaskPool {
  return createPool(1, () => {
    const runTask = createTaskRunner();
    let reply: (message: TaskReply) => void = () => {};
    return {
      send(message) {
        if (!('task' in message)) return;
        const { id, task } = message;
        runTask(task, async () => {}).then(
          (result) => reply({ id, kind: 'done', result }),
          (error: unknown) => reply({ id, kind: 'bug', message: String(error), stack: null }),
        );
      },
      onReply(listener) {
        reply = listener;
      },
      onEnd() {},
      kill() {},
    };
  });
}
