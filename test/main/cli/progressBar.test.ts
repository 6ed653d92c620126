import { expect, test } from 'vitest';
import { createProgressBar, formatDuration, formatProgress } from '../../../src/main/cli/progressBar.ts';

test('the bar shows counts, speed and time left', () => {
  expect(formatProgress({ phase: 'simulate', done: 500, total: 1000 }, 400, 4)).toBe(
    'Simulating ████████████░░░░░░░░░░░░ 500 of 1000 samples  100 samples/s  5 s left',
  );
});

test('the speed counts only what was done since the sweep was taken up', () => {
  const written: string[] = [];
  let time = 0;
  const bar = createProgressBar({ isTTY: true, columns: 120, write: (text) => written.push(text) }, () => time);
  bar.update({ phase: 'simulate', done: 900, total: 1000 });
  time = 2000;
  bar.update({ phase: 'simulate', done: 910, total: 1000 });
  expect(written.at(-1)).toContain('910 of 1000 samples  5.0 samples/s  18 s left');
});

test('nothing is drawn where the output is not a terminal', () => {
  const written: string[] = [];
  const bar = createProgressBar({ isTTY: false, write: (text) => written.push(text) });
  bar.update({ phase: 'simulate', done: 1, total: 2 });
  bar.clear();
  expect(written).toEqual([]);
});

test('durations are read at a glance', () => {
  expect([0.2, 59.1, 61, 3700].map(formatDuration)).toEqual(['1 s', '1 min 0 s', '1 min 1 s', '1 h 1 min']);
});
