import { assertNever } from '../../shared/assertNever.ts';
import type { TrainingProgress } from '../../shared/training/progress.ts';
import { percent } from './output.ts';
import { formatDuration, type Terminal } from './progressBar.ts';

/** A one-line bar of a training, and a line for each epoch that is done. */
export interface TrainingBar {
  update(progress: TrainingProgress): void;
  /** Takes the bar away, and tells the epochs that no message told. */
  finish(history: TrainingProgress['history']): void;
  clear(): void;
}

const barWidth = 20;
const usualColumns = 80;

/** Draws on a terminal; `say` gets a line for each epoch, wherever it leads. */
export function createTrainingBar(terminal: Terminal, say: (line: string) => void): TrainingBar {
  let told: number | null = null;
  let isDrawn = false;
  const clear = (): void => {
    if (isDrawn) terminal.write('\r\u001b[K');
    isDrawn = false;
  };
  const tell = (history: TrainingProgress['history'], epochs: number): void => {
    for (const record of history.slice(told ?? 0)) {
      clear();
      say(formatEpoch(record, epochs));
    }
    told = history.length;
  };
  return {
    update(progress) {
      // The epochs before an interruption were told then.
      if (told === null && progress.step > 0) told = progress.history.length;
      tell(progress.history, progress.epochs);
      if (terminal.isTTY !== true) return;
      terminal.write(`\r\u001b[K${formatTraining(progress).slice(0, (terminal.columns || usualColumns) - 1)}`);
      isDrawn = true;
    },
    finish(history) {
      clear();
      tell(history, history.length);
    },
    clear,
  };
}

/** "Epoch 2 of 3 ████░░░░ 41 of 200 steps, loss 0.0812, 203 samples/s, 4 min 10 s left". */
export function formatTraining(progress: TrainingProgress): string {
  const { epoch, epochs, step, stepsPerEpoch, losses, samplesPerSecond, secondsLeft } = progress;
  const filled = Math.floor((step / stepsPerEpoch) * barWidth);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
  const loss = losses.at(-1);
  return [
    `${phaseWords(progress.phase)}Epoch ${epoch} of ${epochs} ${bar} ${step} of ${stepsPerEpoch} steps`,
    loss === undefined ? '' : `loss ${loss.loss.toFixed(4)}`,
    samplesPerSecond === null ? '' : `${samplesPerSecond.toFixed(0)} samples/s`,
    secondsLeft === null ? '' : `${formatDuration(secondsLeft)} left`,
  ]
    .filter((part) => part !== '')
    .join('  ');
}

export function formatEpoch(record: TrainingProgress['history'][number], epochs: number): string {
  const validation =
    record.validationLoss === null || record.validationAccuracy === null
      ? ''
      : `; validation: loss ${record.validationLoss.toFixed(4)}, accuracy ${percent(record.validationAccuracy)}`;
  const training = `loss ${record.loss.toFixed(4)}, accuracy ${percent(record.accuracy)}`;
  return `Epoch ${record.epoch} of ${epochs}: ${training}${validation}; ${formatDuration(record.seconds)}`;
}

function phaseWords(phase: TrainingProgress['phase']): string {
  switch (phase) {
    case 'reading':
    case 'training':
    case 'writing':
      return '';
    case 'validating':
      return 'Validating ';
    default:
      return assertNever(phase);
  }
}
