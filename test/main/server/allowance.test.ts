import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { createAllowance } from '../../../src/main/server/allowance.ts';
import { socketTransport } from '../../../src/main/server/socketTransport.ts';

test('an allowance is used up by a burst, and comes back with time, but never beyond the burst', () => {
  const may = createAllowance({ perSecond: 10, burst: 3 });
  const at = (...times: readonly number[]): readonly boolean[] => times.map(may);
  expect(at(0, 0, 0, 0)).toEqual([true, true, true, false]);
  expect(at(50, 100, 100)).toEqual([false, true, false]);
  expect(at(60_000, 60_000, 60_000, 60_000)).toEqual([true, true, true, false]);
});

test('a window that does not take what it is sent is cut off', () => {
  const socket = Object.assign(new EventEmitter(), { bufferedAmount: 0, send: vi.fn(), terminate: vi.fn() });
  // Stands for the parts of a WebSocket that are used.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { post } = socketTransport(socket as unknown as WebSocket);
  post({ kind: 'bug', id: 1, message: 'x' });
  expect([socket.send.mock.calls.length, socket.terminate.mock.calls.length]).toEqual([1, 0]);
  socket.bufferedAmount = 300 * 2 ** 20;
  post({ kind: 'bug', id: 2, message: 'x' });
  expect([socket.send.mock.calls.length, socket.terminate.mock.calls.length]).toEqual([1, 1]);
});
