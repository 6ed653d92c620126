import type { Dataset } from '../dataset/dataset.ts';
import { checkLabels } from '../dataset/labels.ts';
import type { ModelGraph } from '../model/graph.ts';
import { WorkbenchError } from '../problems/problems.ts';
import { sizeOf } from '../tensor.ts';
import { type SampleParts, drawValidation, shuffledOrder } from './draws.ts';
import { createNetworkInTraining } from './networkInTraining.ts';
import { withParameters } from './parameters.ts';
import type { EpochRecord, TrainingProgress } from './progress.ts';
import { learningRateAt } from './learningRate.ts';
import type { TrainingSettings } from './settings.ts';
import type { Trainable } from './trainable.ts';
import { createTrainingClock } from './trainingClock.ts';
import { afterEpoch, afterStep, startState, type TrainingState } from './trainingState.ts';

/** How a training is watched, kept and taken up again. */
export interface TrainingWatch {
  /** After every step and while validating; it may take its time. */
  readonly report?: ((progress: TrainingProgress) => Promise<void>) | undefined;
  /** Asked after every step whether the state shall be kept now; after every epoch it is. */
  readonly wantsToKeep?: (() => boolean) | undefined;
  readonly keep?: ((state: () => Promise<TrainingState>) => Promise<void>) | undefined;
  /** A state that was kept: training goes on from there. */
  readonly from?: TrainingState | undefined;
  /** ms. */
  readonly now?: (() => number) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A network at the end of its training. */
export interface TrainedModel {
  readonly graph: ModelGraph;
  readonly history: readonly EpochRecord[];
  readonly losses: TrainingProgress['losses'];
  readonly stepsPerEpoch: number;
  /** Epoch whose weights these are, from 1. */
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
  readonly parts: SampleParts;
}

/**
 * Trains a network on the cross entropy of its scores, on tfjs's current backend, where equal arguments give equal weights, however often
 * the training is interrupted. Throws the Problems noLabels, labelBeyondClasses, tooFewSamples, noValidation and diverged, and what aborts
 * the signal.
 */
export async function trainModel(
  trainable: Trainable,
  dataset: Dataset,
  settings: TrainingSettings,
  watch: TrainingWatch = {},
): Promise<TrainedModel> {
  const { graph } = trainable;
  const labels = checkLabels(dataset, sizeOf(graph.layers[graph.output]!.shape));
  const parts = drawValidation(dataset.count, settings.validation, settings.seed);
  checkParts(dataset.count, parts, settings);
  const batchSize = Math.min(settings.batchSize, parts.training.length);
  const stepsPerEpoch = Math.floor(parts.training.length / batchSize);
  const totalSteps = settings.epochs * stepsPerEpoch;
  const network = createNetworkInTraining(trainable, dataset, labels, settings);
  try {
    let state = watch.from ?? startState;
    if (watch.from !== undefined) network.restore(watch.from.arrays);
    let bestArrays = prefixed(state.arrays, 'best/');
    const clock = createTrainingClock(watch.now ?? (() => 0), state, { stepsPerEpoch, totalSteps, batchSize });
    const rateAt = (step: number): number => learningRateAt(settings, step, stepsPerEpoch, totalSteps);
    const report = async (phase: TrainingProgress['phase']): Promise<void> => {
      const epoch = Math.min(state.history.length + 1, settings.epochs);
      await watch.report?.({
        phase,
        epoch,
        epochs: settings.epochs,
        step: state.step - (epoch - 1) * stepsPerEpoch,
        stepsPerEpoch,
        doneSteps: state.step,
        totalSteps,
        losses: state.losses,
        learningRate: rateAt(Math.max(0, state.step - 1)),
        history: state.history,
        ...clock.forecast(state.step),
      });
    };
    const snapshot = async (): Promise<TrainingState> => {
      const best = [...bestArrays].map(([key, values]) => [`best/${key}`, values] as const);
      return { ...state, seconds: clock.epochSeconds(), arrays: new Map([...(await network.arrays()), ...best]) };
    };

    while (state.history.length < settings.epochs && !isOver(state, settings)) {
      const epoch = state.history.length;
      const order = shuffledOrder(parts.training, settings.seed, epoch);
      for (let i = state.step - epoch * stepsPerEpoch; i < stepsPerEpoch; i++) {
        watch.signal?.throwIfAborted();
        const batch = order.subarray(i * batchSize, (i + 1) * batchSize);
        const rate = rateAt(state.step);
        const { loss, correct } = await network.step(batch, { epoch, step: state.step, rate });
        if (!Number.isFinite(loss)) throw diverged(epoch, i, rate);
        state = afterStep(state, loss, correct, totalSteps);
        await report('training');
        if (i < stepsPerEpoch - 1 && watch.wantsToKeep?.() === true) await watch.keep?.(snapshot);
      }
      const validation = await network.measure(parts.validation, async () => {
        watch.signal?.throwIfAborted();
        await report('validating');
      });
      const record: EpochRecord = {
        epoch: epoch + 1,
        loss: state.lossSum / stepsPerEpoch,
        accuracy: state.correct / (stepsPerEpoch * batchSize),
        validationLoss: validation && validation.loss,
        validationAccuracy: validation && validation.accuracy,
        learningRate: rateAt(state.step - 1),
        seconds: clock.endEpoch(),
      };
      const isBest = isBetter(record, state, settings);
      if (isBest) bestArrays = prefixed(await network.arrays(), 'parameter/');
      state = afterEpoch(state, record, isBest);
      await report('training');
      await watch.keep?.(snapshot);
    }
    const isLast = state.best === null || state.best.epoch === state.history.length;
    const values = isLast ? prefixed(await network.arrays(), 'parameter/') : bestArrays;
    return {
      graph: withParameters(trainable, values),
      history: state.history,
      losses: state.losses,
      stepsPerEpoch,
      bestEpoch: state.best?.epoch ?? state.history.length,
      stoppedEarly: state.history.length < settings.epochs,
      parts,
    };
  } finally {
    network.dispose();
  }
}

/** Whether early stopping ends the training here. */
function isOver({ history, best }: TrainingState, { patience }: TrainingSettings): boolean {
  return patience !== null && best !== null && history.length - best.epoch >= patience;
}

function isBetter({ validationLoss }: EpochRecord, { best }: TrainingState, { patience }: TrainingSettings): boolean {
  return patience !== null && validationLoss !== null && (best === null || validationLoss < best.loss);
}

function checkParts(samples: number, parts: SampleParts, { patience }: TrainingSettings): void {
  const validation = parts.validation.length;
  if (parts.training.length === 0) {
    throw new WorkbenchError({ area: 'training', kind: 'tooFewSamples', samples, validation });
  }
  if (patience !== null && validation === 0) throw new WorkbenchError({ area: 'training', kind: 'noValidation' });
}

function diverged(epoch: number, step: number, learningRate: number): WorkbenchError {
  return new WorkbenchError({ area: 'training', kind: 'diverged', epoch: epoch + 1, step: step + 1, learningRate });
}

/** The arrays whose name begins so, without that beginning. */
function prefixed(arrays: ReadonlyMap<string, Float32Array>, prefix: string): ReadonlyMap<string, Float32Array> {
  return new Map(
    [...arrays].flatMap(([name, values]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), values]] : [])),
  );
}
