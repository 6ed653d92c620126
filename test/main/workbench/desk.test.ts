import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import type { Task } from '../../../src/shared/api/tasks.ts';
import { createDesk } from '../../../src/main/workbench/desk.ts';

/** Records which tasks reach the worker; each ends when it is told to. */
function fakePool() {
  const begun: { readonly task: Task; readonly end: (result: never) => void }[] = [];
  return {
    begun,
    pool: {
      size: 1,
      run: (task: Task) => new Promise<never>((end) => begun.push({ task, end })),
      close() {},
    },
  };
}

const describe = (model: string): Task => ({ kind: 'describe', model });
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test('a task that is given up while it waits never reaches the worker, and the worker keeps what it has loaded', async () => {
  const { begun, pool } = fakePool();
  const desk = createDesk(pool);
  const givenUp = new AbortController();
  const first = desk.run(describe('first'), { signal: givenUp.signal });
  const second = desk.run(describe('second'), { signal: givenUp.signal });
  const third = desk.run(describe('third'));
  const rejections = Promise.allSettled([first, second]);
  await soon();
  givenUp.abort(new Error('looks elsewhere'));
  expect((await rejections).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  begun[0]!.end(undefined as never);
  await soon();
  expect(begun.map(({ task }) => task)).toEqual([describe('first'), describe('third')]);
  begun[1]!.end('done' as never);
  expect(await third).toBe('done');
});

test('a signal that outlives many questions does not gather listeners', async () => {
  const { begun, pool } = fakePool();
  const desk = createDesk(pool);
  const { signal } = new AbortController();
  for (let i = 0; i < 3; i++) {
    const answer = desk.run(describe('model'), { signal });
    await soon();
    begun[i]!.end('done' as never);
    expect(await answer).toBe('done');
  }
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});
