import type { TrainingNow, TrainingStatus, TrainingSummary, TrainingTest } from '../../shared/api/trainViews.ts';
import { assertNever } from '../../shared/assertNever.ts';
import type { TrainingCounts } from '../../shared/training/countTraining.ts';
import type { TrainingOutcome, TrainingProgress } from '../../shared/training/progress.ts';
import { countWords, momentWords, numberWords, percentWords, rateWords, secondsWords } from './words.ts';

/** The state of a training in a word. */
export function trainingStateWords(state: TrainingStatus): string {
  switch (state) {
    case 'running':
    case 'paused':
    case 'failed':
    case 'finished':
      return state;
    case 'cut':
      return 'interrupted';
    default:
      return assertNever(state);
  }
}

/** How far a training is, as the header and the status bar say it. */
export interface TrainingProgressWords {
  readonly phase: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly counts: string;
  readonly speed: string;
  readonly left: string;
}

export function trainingProgressWords({ phase, progress, tested }: TrainingNow): TrainingProgressWords {
  const isTesting = phase === 'testing';
  const share = progress === null || progress.totalSteps === 0 ? 0 : progress.doneSteps / progress.totalSteps;
  const { samplesPerSecond = null, secondsLeft = null } = progress ?? {};
  const moves = phase === 'training' || phase === 'validating';
  return {
    phase: phaseWords(phase, progress),
    share: isTesting ? (tested === null || tested.total === 0 ? 0 : tested.done / tested.total) : share,
    counts: isTesting
      ? tested === null
        ? ''
        : `${numberWords(tested.done)} of ${countWords(tested.total, 'image')}`
      : progress === null
        ? ''
        : `step ${numberWords(progress.doneSteps)} of ${numberWords(progress.totalSteps)}`,
    speed: moves && samplesPerSecond !== null ? rateWords(samplesPerSecond) : '',
    left: moves && secondsLeft !== null ? `${secondsWords(secondsLeft)} left` : '',
  };
}

function phaseWords(phase: TrainingNow['phase'], progress: TrainingProgress | null): string {
  switch (phase) {
    case 'reading':
      return 'Reading the data';
    case 'training':
      return progress === null ? 'Training' : `Epoch ${progress.epoch} of ${progress.epochs}`;
    case 'validating':
      return progress === null ? 'Validating' : `Epoch ${progress.epoch} of ${progress.epochs}, validation`;
    case 'writing':
      return 'Writing the model';
    case 'testing':
      return 'Measuring on the test split';
    default:
      return assertNever(phase);
  }
}

/** What the list says of a training besides its name. */
export function trainingLine(summary: TrainingSummary, now: TrainingNow | null): string {
  const { state, epochs, epochsDone, testAccuracy, validationAccuracy } = summary;
  const isNow = now?.training === summary.training;
  if (state === 'running' && isNow) return trainingProgressWords(now).phase;
  const word = trainingStateWords(state);
  if (state !== 'finished') return `${word}, ${epochsDone} of ${countWords(epochs, 'epoch')}`;
  if (testAccuracy !== null) return `test accuracy ${percentWords(testAccuracy)}`;
  return validationAccuracy === null
    ? `${word}, ${countWords(epochsDone, 'epoch')}`
    : `validation accuracy ${percentWords(validationAccuracy)}`;
}

/** "97.2 %, 95 % interval 96.0 to 98.1 %, of 1,000 images". */
export function testWords({ accuracy, low, high, samples, split }: TrainingTest): {
  readonly accuracy: string;
  readonly interval: string;
} {
  return {
    accuracy: percentWords(accuracy, 2),
    interval: `95 % interval ${(100 * low).toFixed(2)} to ${(100 * high).toFixed(2)} %, on the ${countWords(samples, 'image')} of "${split}"`,
  };
}

/** How a training that nobody works on stands, in words. */
export function endedWords({ state, epochs, epochsDone, started, ended }: TrainingSummary): string {
  const done = epochsDone === epochs ? countWords(epochs, 'epoch') : `${epochsDone} of ${countWords(epochs, 'epoch')}`;
  if (state !== 'finished' || ended === null) return done;
  const seconds = (Date.parse(ended) - Date.parse(started)) / 1000;
  return `${countWords(epochsDone, 'epoch')}, ended ${secondsWords(seconds)} after its start`;
}

/** What came out, besides the test accuracy. */
export function outcomeFacts(outcome: TrainingOutcome): readonly (readonly [string, string])[] {
  const { history, bestEpoch, stoppedEarly, parameters, trainingSamples, validationSamples, backend, resumedAt } =
    outcome;
  const validation = history[bestEpoch - 1]?.validationAccuracy ?? null;
  const kept = bestEpoch === history.length ? 'the last' : `of epoch ${bestEpoch}`;
  return [
    ...(validation === null ? [] : ([['Validation accuracy', percentWords(validation, 2)]] as const)),
    ['Epochs', `${history.length}${stoppedEarly ? ', stopped early' : ''}`],
    ['Weights', kept],
    ['Parameters', numberWords(parameters)],
    ['Trained on', countWords(trainingSamples, 'sample')],
    ['Validated on', countWords(validationSamples, 'sample')],
    ['Arithmetic', `tfjs, ${backend}`],
    ...(resumedAt === null
      ? []
      : ([['Resumed at', `epoch ${resumedAt.epoch}, step ${numberWords(resumedAt.step)}`]] as const)),
  ];
}

/** What a training was given. */
export function networkFacts({
  network,
  data,
  epochs,
  started,
}: TrainingSummary): readonly (readonly [string, string])[] {
  return [
    ['Network', network],
    ['Data', data],
    ['Epochs', numberWords(epochs)],
    ['Started', momentWords(started, new Date())],
  ];
}

/** "5 epochs of 36 steps". */
export function planSentence(epochs: number, { stepsPerEpoch }: TrainingCounts): string {
  return `${countWords(epochs, 'epoch')} of ${countWords(stepsPerEpoch, 'step')}`;
}
