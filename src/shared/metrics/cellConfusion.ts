import type { RunRecord } from '../results/runRecord.ts';
import { type ConfusionMatrix, confusionMatrix } from './confusionMatrix.ts';

/** The confusion matrix of a cell's predictions, over all classes that the data or the predictions know. */
export function cellConfusion(
  { labels, classNames }: Pick<RunRecord, 'labels' | 'classNames'>,
  predictions: readonly number[],
): ConfusionMatrix {
  const highest = [...labels, ...predictions].reduce((most, one) => Math.max(most, one), 0);
  return confusionMatrix(labels, predictions, Math.max(classNames.length, highest + 1));
}
