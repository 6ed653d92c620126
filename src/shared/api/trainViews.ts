import type { Shape } from '../model/graph.ts';
import type { ClassificationReport } from '../metrics/classificationReport.ts';
import type { Problem } from '../problems/problems.ts';
import type { TrainingOutcome, TrainingProgress } from '../training/progress.ts';
import type { TrainSetup } from '../training/setup.ts';

/** What the view Train shows. */

export interface TrainView {
  /** As saved last in the project. */
  readonly setup: TrainSetup;
  /** Of the project's data under the setup's choice of samples; null where there are none to be had: `problems` say why. */
  readonly data: TrainingData | null;
  /** What stands against a start, in words; `checkSetup` finds the same in the window while a setup is edited. */
  readonly problems: readonly SetupProblem[];
  /** Latest first. */
  readonly trainings: readonly TrainingSummary[];
  /** The one at work, else the latest that waits to be gone on with. */
  readonly current: TrainingNow | null;
}

/** Facts of a data set that a training depends on. */
export interface TrainingData {
  readonly name: string;
  readonly splits: readonly SplitFacts[];
  /** What is trained on: the split of the setup, `train`, or the only one. */
  readonly trainSplit: string;
  /** What is measured on at the end; null where there is no split `test` with labels, or it is trained on. */
  readonly testSplit: string | null;
  /** Of a sample of the training split, without the batch axis. */
  readonly sampleShape: Shape;
  /** As many as the names or the largest label of the training split say. */
  readonly classes: number;
  /** [class]. */
  readonly classNames: readonly string[];
}

export interface SplitFacts {
  readonly name: string;
  readonly samples: number;
  readonly hasLabels: boolean;
}

export interface SetupProblem {
  readonly field: SetupField;
  readonly problem: Problem;
  /** The Problem in words. */
  readonly text: string;
}

export type SetupField = 'name' | 'network' | 'data' | 'settings';

/** `cut`: the process ended in the middle. Everything but `finished` can be gone on with. */
export type TrainingStatus = 'running' | 'paused' | 'cut' | 'failed' | 'finished';

export interface TrainingSummary {
  /** Name of its folder in the project's `models`: what requests take. It stays when the name changes. */
  readonly training: string;
  readonly name: string;
  readonly state: TrainingStatus;
  /** ISO 8601. */
  readonly started: string;
  /** ISO 8601; null where it has not ended. */
  readonly ended: string | null;
  /** The network in words: `notebook-cnn, quantised to 4 levels`. */
  readonly network: string;
  /** Name of the data set. */
  readonly data: string;
  readonly epochs: number;
  readonly epochsDone: number;
  /** Of the epoch whose weights were kept, of the last one before the end; null where there is none. */
  readonly validationAccuracy: number | null;
  readonly testAccuracy: number | null;
  /** Null before the end. */
  readonly parameters: number | null;
  /** Whether the project's model is the one that it made. */
  readonly isProjectModel: boolean;
  /** Why it failed, in words; null where it did not. */
  readonly reason: string | null;
}

/** How far a training has come; the event `training` repeats it twice a second. It holds everything, so that a missed one does no harm. */
export interface TrainingNow {
  readonly training: string;
  readonly name: string;
  readonly state: TrainingStatus;
  /** `testing`: measuring the model on the test split. Of one that is not running: where it stopped. */
  readonly phase: TrainingProgress['phase'] | 'testing';
  /** Curves, counts, speed and time left; null before the first step of all. */
  readonly progress: TrainingProgress | null;
  /** Samples of the test split; null in other phases. */
  readonly tested: { readonly done: number; readonly total: number } | null;
  /** Why one at work stands still, in words: the disk is full. `train.resume` makes it try again at once. Null where it does not. */
  readonly standstill: string | null;
  /** Why it failed, in words; null where it did not. */
  readonly reason: string | null;
}

/** Everything about one training. */
export interface TrainingView {
  readonly summary: TrainingSummary;
  readonly setup: TrainSetup;
  /** History and losses, for the curves; null before the first step. */
  readonly progress: TrainingProgress | null;
  /** Null before the end. */
  readonly outcome: TrainingOutcome | null;
  /** Null where it was not measured: before the end, or for the reason in `testNote`. */
  readonly test: TrainingTest | null;
  readonly testNote: string | null;
  /** Absolute paths; null before the end. */
  readonly files: TrainingFiles | null;
}

export interface TrainingFiles {
  readonly folder: string;
  readonly model: string;
  /** The curves as a table and as a figure. */
  readonly csv: string;
  readonly svg: string;
}

/** The trained model, read from its file, on the test split. */
export interface TrainingTest {
  readonly split: string;
  readonly samples: number;
  readonly correct: number;
  readonly accuracy: number;
  /** Wilson interval of 95 %. */
  readonly low: number;
  readonly high: number;
  readonly classNames: readonly string[];
  /** [label][prediction]. */
  readonly confusion: readonly (readonly number[])[];
  readonly report: ClassificationReport;
}
