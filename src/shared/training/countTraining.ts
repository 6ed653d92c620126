import type { TrainingSettings } from './settings.ts';

/** A training in counts. */
export interface TrainingCounts {
  readonly trainingSamples: number;
  readonly validationSamples: number;
  /** Samples a step: never more than there are to train on. */
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  /** If nothing stops it early. */
  readonly totalSteps: number;
}

/** What becomes of `samples` samples under the settings; all 0 steps where none are left to train on. */
export function countTraining(
  samples: number,
  { validation, batchSize: wanted, epochs }: Pick<TrainingSettings, 'validation' | 'batchSize' | 'epochs'>,
): TrainingCounts {
  const validationSamples = Math.round(samples * validation);
  const trainingSamples = samples - validationSamples;
  const batchSize = Math.min(wanted, trainingSamples);
  const stepsPerEpoch = batchSize === 0 ? 0 : Math.floor(trainingSamples / batchSize);
  return { trainingSamples, validationSamples, batchSize, stepsPerEpoch, totalSteps: epochs * stepsPerEpoch };
}
