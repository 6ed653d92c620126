import { expect, test } from 'vitest';
import { cellStates, durationWords, progressWords } from '../../../src/shared/results/runProgressWords.ts';

const running = {
  state: 'running',
  phase: 'simulate',
  done: 250,
  total: 1000,
  samplesPerSecond: 83.4,
  secondsLeft: 9.2,
  standstill: null,
} as const;

test('progress says counts, speed and time left', () => {
  expect(progressWords(running)).toEqual({
    phase: 'Simulating',
    share: 0.25,
    counts: '250 of 1000 samples',
    speed: '83 samples/s',
    left: '10 s left',
  });
});

test('a paused run has no speed and no time left', () => {
  const { phase, speed, left } = progressWords({ ...running, state: 'paused' });
  expect([phase, speed, left]).toEqual(['Paused', '', '']);
});

test('a run that stands still for a full disk says so', () => {
  const { phase, speed, left } = progressWords({ ...running, standstill: 'There is no room.' });
  expect([phase, speed, left]).toEqual(['Paused: disk full', '', '']);
});

test('times are said as people say them', () => {
  expect([0, 59.2, 60, 200, 3600, 7300].map(durationWords)).toEqual([
    '0 s',
    '1 min',
    '1 min',
    '3 min 20 s',
    '1 h',
    '2 h 2 min',
  ]);
});

test('a cell is waiting, growing or finished by its samples, or has failed', () => {
  const failures = [{ cells: [3, 4], reason: 'It hung.' }];
  expect(cellStates({ cells: [0, 4, 10, 4, 0], samples: 10, failures })).toEqual([
    'waiting',
    'growing',
    'finished',
    'failed',
    'failed',
  ]);
});
