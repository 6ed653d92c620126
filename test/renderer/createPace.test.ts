import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPace } from '../../src/renderer/webgpu/createPace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a burst goes at once, the rest at the pace, and no second has more', async () => {
  let now = 0;
  const pace = createPace({ perSecond: 10, burst: 5 }, () => now);
  const times: number[] = [];
  for (let i = 0; i < 30; i++) void pace().then(() => times.push(now));
  for (now = 0; now <= 5000; now += 10) await vi.advanceTimersByTimeAsync(10);
  expect(times.length).toBe(30);
  expect(times.filter((time) => time <= 20).length).toBe(5);
  const inAnySecond = times.map((start) => times.filter((time) => time >= start && time < start + 1000).length);
  expect(Math.max(...inAnySecond)).toBeLessThanOrEqual(15);
  expect(times.at(-1)!).toBeGreaterThanOrEqual(2490);
  expect(times.at(-1)!).toBeLessThanOrEqual(2530);
});

test('after a rest there is a burst again, and no more', async () => {
  let now = 0;
  const pace = createPace({ perSecond: 10, burst: 3 }, () => now);
  for (let i = 0; i < 3; i++) await pace();
  now = 60_000;
  let passed = 0;
  for (let i = 0; i < 5; i++) void pace().then(() => passed++);
  await vi.advanceTimersByTimeAsync(0);
  expect(passed).toBe(3);
});
