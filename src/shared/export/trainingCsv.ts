import type { EpochRecord } from '../training/progress.ts';
import { csvLine } from './csvLine.ts';

/** A training as CSV, one row per epoch. Accuracies are shares, losses are in nats. */
export function trainingCsv(history: readonly EpochRecord[]): string {
  const head = ['epoch', 'loss', 'accuracy', 'validation_loss', 'validation_accuracy', 'learning_rate', 'seconds'];
  const rows = history.map((record) => [
    record.epoch,
    record.loss,
    record.accuracy,
    record.validationLoss,
    record.validationAccuracy,
    record.learningRate,
    record.seconds,
  ]);
  return [head, ...rows].map(csvLine).join('');
}
