import type { NetworkChoice } from '../training/networkChoice.ts';
import type { TrainingSettings } from '../training/settings.ts';
import type { DataRequest } from './engineViews.ts';

/**
 * Trains a network and writes it to `out`. On the way it keeps a checkpoint beside that file, from which a task that is tried again, or
 * is given again after it was stopped, goes on; the weights at the end are the same as without interruption. The one who asked removes the
 * checkpoint of a training that has ended.
 */
export interface TrainTask {
  readonly kind: 'train';
  readonly network: NetworkChoice;
  /** Split null: `train`, or the only one there is. */
  readonly data: DataRequest;
  readonly settings: TrainingSettings;
  /** A `.keras` file. */
  readonly out: string;
}
