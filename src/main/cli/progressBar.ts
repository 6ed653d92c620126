import type { Progress } from '../../shared/api/engineViews.ts';

/** What a progress bar is drawn on; process.stderr is one. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressBar {
  update(progress: Progress): void;
  /** Takes the bar off the terminal. */
  clear(): void;
}

const redrawEvery = 100;
const barWidth = 24;
const usualColumns = 80;

/** A one-line bar with counts, speed and time left; draws nothing where the output is not a terminal. `now` is in ms. */
export function createProgressBar(terminal: Terminal, now: () => number = () => performance.now()): ProgressBar {
  if (terminal.isTTY !== true) return { update() {}, clear() {} };
  let first: { readonly phase: Progress['phase']; readonly done: number; readonly time: number } | null = null;
  let drawn = Number.NEGATIVE_INFINITY;
  return {
    update(progress) {
      const time = now();
      if (first?.phase !== progress.phase) first = { phase: progress.phase, done: progress.done, time };
      else if (time - drawn < redrawEvery && progress.done < progress.total) return;
      drawn = time;
      const line = formatProgress(progress, progress.done - first.done, (time - first.time) / 1000);
      // A terminal that does not know its width says 0.
      terminal.write(`\r\u001b[K${line.slice(0, (terminal.columns || usualColumns) - 1)}`);
    },
    clear() {
      if (first !== null) terminal.write('\r\u001b[K');
      first = null;
    },
  };
}

/** The bar as text; `recent` samples were done in the last `seconds`, which gives the speed. */
export function formatProgress({ phase, done, total }: Progress, recent: number, seconds: number): string {
  const share = total === 0 ? 1 : done / total;
  const filled = Math.floor(share * barWidth);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
  const counts = `${phaseWords[phase]} ${bar} ${done} of ${total} samples`;
  if (recent <= 0 || seconds < 0.5) return counts;
  const speed = recent / seconds;
  return `${counts}  ${formatSpeed(speed)} samples/s  ${formatDuration((total - done) / speed)} left`;
}

const phaseWords = {
  open: 'Reading',
  evaluate: 'Analog network',
  simulate: 'Simulating',
} as const satisfies Record<Progress['phase'], string>;

function formatSpeed(speed: number): string {
  return speed < 10 ? speed.toFixed(1) : speed.toFixed(0);
}

/** "45 s", "12 min 30 s", "3 h 5 min". */
export function formatDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
