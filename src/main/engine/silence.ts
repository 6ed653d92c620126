import type { Task } from '../../shared/api/tasks.ts';
import { engineOf, isSlow } from '../../shared/simulation/engineName.ts';

/**
 * How long a worker may be silent before it counts as hanging: 10 minutes between two signs of life (an image, a sample, an answer), or
 * 20 times the longest silence that ended well in a task of the same kind, whichever is longer; twice that at the second attempt, four
 * times at the third. One sample through all networks of a group takes seconds at most on the networks that this tool is for. An engine
 * that takes a hundred times as long gives a sign of life after each network, and has an hour for it.
 */
export const usualPatience = 10 * 60 * 1000;
const timesTheLongest = 20;
const timesForSlowEngines = 6;

/** Counts the silence of workers in ticks, so that neither a changed clock nor a machine that slept makes one look dead. */
export interface SilenceWatch {
  /** ms that the attempt may be silent, of a task that may take so many times the patience. */
  patienceWith(kind: Task['kind'], attempt: number, times: number): number;
  /** A silence of so many ms ended with a sign of life. */
  learn(kind: Task['kind'], silence: number): void;
  /** ms of silence to add to every worker at work. Whatever the clock says, no more than two ticks. */
  tick(now: number): number;
  /** ms from tick to tick. */
  readonly every: number;
}

/** `patience` in ms; `now` is a time of `performance.now()`. */
export function createSilenceWatch(patience: number, now: number): SilenceWatch {
  const every = Math.min(15_000, patience / 10);
  const longest = new Map<Task['kind'], number>();
  let last = now;
  return {
    every,
    patienceWith: (kind, attempt, times) =>
      Math.max(patience * times, timesTheLongest * (longest.get(kind) ?? 0)) * 2 ** Math.max(0, attempt - 1),
    learn(kind, silence) {
      longest.set(kind, Math.max(silence, longest.get(kind) ?? 0));
    },
    tick(time) {
      const passed = time - last;
      last = time;
      return Math.max(0, Math.min(passed, 2 * every));
    },
  };
}

/** How many times the usual patience a task may take: its engine may be a slow one. */
export function timesThePatience(task: Task): number {
  return task.kind === 'simulate' && isSlow(engineOf(task.settings)) ? timesForSlowEngines : 1;
}

/** The patience of this process: SPIKEBENCH_PATIENCE in seconds, for tests and for machines that are known to be slow; else the usual one. */
export function patienceOf(env: Readonly<Record<string, string | undefined>>): number {
  const seconds = Number(env['SPIKEBENCH_PATIENCE'] ?? '');
  return seconds > 0 ? seconds * 1000 : usualPatience;
}
