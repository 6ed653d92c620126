import type { DataRequest, Standstill } from '../../shared/api/engineViews.ts';
import type { TrainingNow, TrainingTest } from '../../shared/api/trainViews.ts';
import { describeProblem, WorkbenchError } from '../../shared/problems/problems.ts';
import type { NetworkChoice } from '../../shared/training/networkChoice.ts';
import type { TrainingOutcome, TrainingProgress } from '../../shared/training/progress.ts';
import type { TrainingSettings } from '../../shared/training/settings.ts';
import type { Engine } from '../engine/engine.ts';
import { measureOnTest } from '../engine/measureOnTest.ts';
import { whenThereIsRoom } from '../store/roomOnDisk.ts';
import { writeTrainingCurves } from '../store/writeTrainingCurves.ts';
import { wordsOf } from './session.ts';

/** A training at work. */
export interface ActiveTraining {
  readonly training: string;
  now(): TrainingNow;
  setName(name: string): void;
  /** Ends it early, so that it can be gone on with. */
  stop(): void;
  /** Tries again at once where it stands still; says whether it does. */
  tryNow(): boolean;
  /** What is written of it at its end may stand still too. */
  stand(standstill: Standstill | null): void;
  /** Aborted when it is ended early. */
  readonly signal: AbortSignal;
  /** Resolves when it has ended, however; never rejects. */
  readonly ended: Promise<TrainingEnd>;
}

/** How a training ended, and the error where one ended it. */
export type TrainingEnd =
  | { readonly state: 'finished'; readonly test: TrainingTest | null; readonly testNote: string | null }
  | { readonly state: 'paused' }
  | { readonly state: 'failed'; readonly error: unknown };

export interface TrainingRequest {
  readonly training: string;
  readonly name: string;
  readonly network: NetworkChoice;
  readonly data: DataRequest;
  readonly settings: TrainingSettings;
  /** The model's file. */
  readonly out: string;
  /** Where it stood when it was stopped, and how the training itself ended where only the measurement is missing. */
  readonly progress: TrainingProgress | null;
  readonly outcome: TrainingOutcome | null;
  /** Is told of the trained model before anything else is done with it, which waits. */
  readonly onTrained: (outcome: TrainingOutcome) => Promise<void>;
  readonly onChange: () => void;
}

/** ms from one try to write on a full disk to the next: the way from a checkpoint to the next one is done again each time. */
const roomEvery = 20_000;

/** Starts a training, or goes on with it, and measures the model at the end. */
export function startTraining(engine: Engine, request: TrainingRequest): ActiveTraining {
  const { training, network, data, settings, out } = request;
  const controller = new AbortController();
  const { signal } = controller;
  let { name, progress } = request;
  let tested: TrainingNow['tested'] = null;
  let phase: TrainingNow['phase'] = 'reading';
  let standing: Standstill | null = null;

  function stand(standstill: Standstill | null): void {
    standing = standstill;
    request.onChange();
  }

  async function train(): Promise<TrainingOutcome> {
    const trained = await engine.train(
      { network, data, settings, out },
      {
        signal,
        onProgress(made) {
          progress = made;
          ({ phase } = made);
          request.onChange();
        },
      },
    );
    progress = progressAtEnd(trained, settings);
    phase = 'writing';
    await request.onTrained(trained);
    return trained;
  }

  async function work(): Promise<TrainingEnd> {
    const room = whenThereIsRoom(stand, signal, roomEvery);
    try {
      const outcome = request.outcome ?? (await room(train));
      const { history, losses, stepsPerEpoch } = outcome;
      await room(() => writeTrainingCurves(out, { history, losses, stepsPerEpoch, epochs: history.length }));
      phase = 'testing';
      request.onChange();
      return { state: 'finished', ...(await test()) };
    } catch (error) {
      return signal.aborted ? { state: 'paused' } : { state: 'failed', error };
    }
  }

  /** A model that cannot be measured is no failed training. */
  async function test(): Promise<{ test: TrainingTest | null; testNote: string | null }> {
    try {
      const measured = await measureOnTest(engine, out, data, {
        signal,
        onProgress({ done, total }) {
          tested = { done, total };
          request.onChange();
        },
      });
      const testNote = measured === null ? 'The data have no split "test" of their own to measure on.' : null;
      return { test: measured && measured.test, testNote };
    } catch (error) {
      if (signal.aborted || !(error instanceof WorkbenchError)) throw error;
      return { test: null, testNote: wordsOf(error) };
    }
  }

  return {
    training,
    now: () => ({
      training,
      name,
      state: 'running',
      phase,
      progress,
      tested,
      standstill: standing === null ? null : describeProblem(standing.problem),
      reason: null,
    }),
    setName(changed) {
      name = changed;
    },
    stop: () => controller.abort(),
    tryNow() {
      standing?.tryNow();
      return standing !== null;
    },
    stand,
    signal,
    ended: work(),
  };
}

/** The last message may have been left out, so it is made from how the training ended. */
function progressAtEnd(
  { history, losses, stepsPerEpoch }: TrainingOutcome,
  { epochs, learningRate }: TrainingSettings,
): TrainingProgress {
  return {
    phase: 'writing',
    epoch: history.length,
    epochs,
    step: stepsPerEpoch,
    stepsPerEpoch,
    doneSteps: history.length * stepsPerEpoch,
    totalSteps: epochs * stepsPerEpoch,
    losses,
    learningRate: history.at(-1)?.learningRate ?? learningRate,
    history,
    samplesPerSecond: null,
    secondsLeft: null,
  };
}
