import type { PresetName } from '../conversion/settings.ts';
import type { Scaling } from '../dataset/dataset.ts';
import type { ModelSource, Shape } from '../model/graph.ts';
import type { Problem } from '../problems/problems.ts';
import type { FailedCells } from '../results/failedCells.ts';
import type { RunRecord } from '../results/runRecord.ts';
import type { DataReference, FileReference } from '../sweep/plan.ts';
import type { Verdict } from './modelViews.ts';

/** What the hosts of the engine (command line, project service) and the engine say to each other: paths and settings one way, counts the other. */

/** Which samples of which data set. Null: the default of the data set (split `test`, all samples, scaling by its type). */
export interface DataRequest {
  readonly path: string;
  readonly split: string | null;
  readonly offset: number;
  readonly limit: number | null;
  readonly scaling: Scaling | null;
}

/** A model and a data set, read, found to fit each other, and named by their content. */
export interface OpenedFiles {
  readonly model: FileReference;
  readonly data: DataReference;
  /** Splits that the data set has. */
  readonly splits: readonly string[];
  /** Labels of the samples; null where the data set has none. */
  readonly labels: readonly number[] | null;
  /** One name for each class of the model. */
  readonly classNames: readonly string[];
}

/** What the analog network makes of the samples. */
export interface Evaluation {
  /** Class of each sample, the lowest one on a tie. */
  readonly predictions: readonly number[];
  /** Scores [sample][class], row-major; null where they were not asked for. */
  readonly outputs: Float32Array | null;
  /** What computed it: the name of the tfjs backend. */
  readonly backend: string;
}

/** What `inspect` tells of a model. */
export interface ModelDescription {
  readonly name: string;
  readonly source: ModelSource;
  readonly sha256: string;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  /** Trained and stored numbers in all layers. */
  readonly parameters: number;
  readonly layers: readonly LayerDescription[];
  readonly conversions: readonly ConversionReport[];
}

export interface LayerDescription {
  readonly name: string;
  readonly className: string;
  /** What the entry computes: the kind of operation, for an activation its function. */
  readonly operation: string;
  readonly shape: Shape;
  readonly parameters: number;
  /** What each preset makes of it. */
  readonly verdicts: Readonly<Record<PresetName, Verdict>>;
}

/** Whether and how a preset converts a model. */
export interface ConversionReport {
  readonly preset: PresetName;
  /** Null where it converts. */
  readonly problem: Problem | null;
  /** Neurons of all populations, input included; 0 where it does not convert. */
  readonly neurons: number;
  /** What the conversion drops, folds or approximates. */
  readonly notes: readonly string[];
}

/** How far long work has come, in counts. */
export interface Progress {
  readonly phase: 'open' | 'evaluate' | 'simulate';
  /** Samples; in the phase `simulate` samples times networks. */
  readonly done: number;
  readonly total: number;
}

/** Why work stands still, and what makes it try again at once. */
export interface Standstill {
  readonly problem: Problem;
  tryNow(): void;
}

/** How long work is watched and stopped. */
export interface Watch {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** The record of a sweep before its first simulation, all tallies null; simulations wait for it. */
  readonly onPrepared?: ((record: RunRecord) => Promise<void>) | undefined;
  /** A sweep stands still because the disk is full, with what makes it try again at once; null: it goes on. */
  readonly onStandstill?: ((standstill: Standstill | null) => void) | undefined;
  /** Cells of a sweep that cannot be finished, as positions in the record's cells, and why. The others go on. */
  readonly onFailure?: ((failure: FailedCells) => void) | undefined;
  /** What happened that results do not show, in a sentence: a sweep goes on without the GPU. */
  readonly onNote?: ((note: string) => void) | undefined;
  /** What simulates, in the words of a record, whenever that changes. */
  readonly onEngine?: ((engine: string) => void) | undefined;
}
