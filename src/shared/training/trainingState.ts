import { addLoss } from './lossCurve.ts';
import type { EpochRecord, LossPoint } from './progress.ts';

/** A training between two steps: all that the steps to come depend on, besides the settings and the data. */
export interface TrainingState {
  /** Steps done, over all epochs. */
  readonly step: number;
  /** Of the epoch under way: sums over its steps. */
  readonly lossSum: number;
  readonly correct: number;
  readonly seconds: number;
  readonly history: readonly EpochRecord[];
  readonly losses: readonly LossPoint[];
  /** The epoch with the lowest validation loss so far, where early stopping is on. */
  readonly best: { readonly epoch: number; readonly loss: number } | null;
  /** Parameters as "parameter/KEY", what the optimizer remembers as "moment/NAME", the best weights as "best/KEY". */
  readonly arrays: ReadonlyMap<string, Float32Array>;
}

export const startState: TrainingState = {
  step: 0,
  lossSum: 0,
  correct: 0,
  seconds: 0,
  history: [],
  losses: [],
  best: null,
  arrays: new Map(),
};

/** The state after one more step with this loss and as many right samples. */
export function afterStep(state: TrainingState, loss: number, correct: number, totalSteps: number): TrainingState {
  const step = state.step + 1;
  return {
    ...state,
    step,
    lossSum: state.lossSum + loss,
    correct: state.correct + correct,
    losses: addLoss(state.losses, step, loss, totalSteps),
  };
}

/** The state at the end of an epoch; `isBest`: its validation loss is the lowest so far. */
export function afterEpoch(state: TrainingState, record: EpochRecord, isBest: boolean): TrainingState {
  return {
    ...state,
    lossSum: 0,
    correct: 0,
    history: [...state.history, record],
    best: isBest ? { epoch: record.epoch, loss: record.validationLoss! } : state.best,
  };
}
