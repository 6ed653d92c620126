import type { RunProgress } from '../api/runViews.ts';
import { assertNever } from '../assertNever.ts';

/** How far a run is, in words. */
export interface ProgressWords {
  /** What is being done now. */
  readonly phase: string;
  /** Done, as a fraction from 0 to 1. */
  readonly share: number;
  readonly counts: string;
  /** Empty while unknown. */
  readonly speed: string;
  /** Empty while unknown. */
  readonly left: string;
}

export function progressWords(
  progress: Pick<RunProgress, 'state' | 'phase' | 'done' | 'total' | 'samplesPerSecond' | 'secondsLeft' | 'standstill'>,
): ProgressWords {
  const { done, total, samplesPerSecond, secondsLeft } = progress;
  const isRunning = progress.state === 'running' && progress.standstill === null;
  return {
    phase: phaseWords(progress),
    share: total === 0 ? 0 : done / total,
    counts: total === 0 ? '' : `${done} of ${total} samples`,
    speed: isRunning && samplesPerSecond !== null ? `${speedText(samplesPerSecond)} samples/s` : '',
    left: isRunning && secondsLeft !== null ? `${durationWords(secondsLeft)} left` : '',
  };
}

/** A span of time as people say it: 8 s, 3 min 20 s, 2 h 5 min. */
export function durationWords(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.ceil(whole / 60);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Whether a cell is waiting, growing, finished, or cannot be finished. */
export type CellState = 'waiting' | 'growing' | 'finished' | 'failed';

/** The state of every cell, from the samples that it has, those that a finished one has, and the cells that failed. */
export function cellStates({
  cells,
  samples,
  failures,
}: Pick<RunProgress, 'cells' | 'samples' | 'failures'>): CellState[] {
  const failed = new Set(failures.flatMap(({ cells: indices }) => indices));
  return cells.map((done, cell) => {
    if (done >= samples) return 'finished';
    if (failed.has(cell)) return 'failed';
    return done === 0 ? 'waiting' : 'growing';
  });
}

function speedText(speed: number): string {
  return speed < 10 ? speed.toFixed(1) : String(Math.round(speed));
}

function phaseWords({ state, phase, standstill }: Pick<RunProgress, 'state' | 'phase' | 'standstill'>): string {
  switch (state) {
    case 'running':
      return standstill === null ? workWords(phase) : 'Paused: disk full';
    case 'paused':
      return 'Paused';
    case 'cut':
      return 'Interrupted';
    case 'cancelled':
      return 'Cancelled';
    case 'failed':
      return 'Failed';
    case 'finished':
      return 'Finished';
    default:
      return assertNever(state);
  }
}

function workWords(phase: RunProgress['phase']): string {
  switch (phase) {
    case 'open':
      return 'Opening model and data';
    case 'evaluate':
      return 'Evaluating the analog network';
    case 'simulate':
      return 'Simulating';
    case 'save':
      return 'Saving';
    default:
      return assertNever(phase);
  }
}
