import type { Calibration } from '../conversion/calibration.ts';
import type { Tally } from '../metrics/tally.ts';
import type { Problem } from '../problems/problems.ts';
import type { AnalogWork, NetworkWork } from '../results/work.ts';
import type { DataReference, FileReference, Simulation, SweepSettings } from '../sweep/plan.ts';
import type { TrainingOutcome, TrainingProgress } from '../training/progress.ts';
import type { DataRequest, Evaluation, ModelDescription, OpenedFiles } from './engineViews.ts';
import { describeExport, type ExportResult, type ExportWork } from './exportTasks.ts';
import type { TrainTask } from './trainTask.ts';
import { describeQuestion, type ViewAnswer, type ViewQuestion } from './viewTasks.ts';

/** What the engine asks of a worker process. Plain data throughout: it is cloned on its way. */
export type Task =
  | DescribeTask
  | OpenTask
  | EvaluateTask
  | PrepareTask
  | SimulateTask
  | PackTask
  | SamplesTask
  | ViewTask
  | ExportTask
  | TrainTask;

/** Reads a model and tries every preset on it. */
export interface DescribeTask {
  readonly kind: 'describe';
  readonly model: string;
}

/** Reads model and data, checks that they fit, names them by content. */
export interface OpenTask {
  readonly kind: 'open';
  readonly model: string;
  readonly data: DataRequest;
}

/** Runs samples `from` to `from + count - 1` through the analog network. */
export interface EvaluateTask {
  readonly kind: 'evaluate';
  readonly model: FileReference;
  readonly data: DataReference;
  readonly from: number;
  readonly count: number;
  readonly withOutputs: boolean;
  /** `portable`: the same numbers on every machine; `fastest`: whatever is fastest here. */
  readonly backend: 'portable' | 'fastest';
}

/** Measures the activation scales that the simulations need, and converts all of them once, so that what cannot work is said at once. */
export interface PrepareTask {
  readonly kind: 'prepare';
  readonly settings: SweepSettings;
  readonly simulations: readonly Simulation[];
}

/** Simulates networks that share one encoded input for samples `from` to `from + count - 1`. */
export interface SimulateTask {
  readonly kind: 'simulate';
  readonly settings: SweepSettings;
  readonly simulations: readonly Simulation[];
  /** [simulation]. */
  readonly calibrations: readonly Calibration[];
  readonly steps: number;
  readonly from: number;
  readonly count: number;
  /** Class that the analog network gives each of these samples. */
  readonly analogClasses: readonly number[];
}

/** Converts the networks of a group and packs them for a GPU. */
export interface PackTask extends Pick<SimulateTask, 'settings' | 'simulations' | 'calibrations'> {
  readonly kind: 'pack';
}

/** Reads samples `from` to `from + count - 1` for a GPU. */
export interface SamplesTask extends Pick<SimulateTask, 'settings' | 'from' | 'count'> {
  readonly kind: 'samples';
}

/** Reads or computes what a view shows. */
export interface ViewTask {
  readonly kind: 'view';
  readonly question: ViewQuestion;
}

/** Makes a file, or what has to be known before. */
export interface ExportTask {
  readonly kind: 'export';
  readonly work: ExportWork;
}

export interface Prepared {
  /** [simulation]. */
  readonly calibrations: readonly Calibration[];
  /** What each conversion dropped, folded or approximated: [simulation]. */
  readonly notes: readonly (readonly string[])[];
  /** Operations of the analog network, and of each converted one: [simulation]. */
  readonly analogWork: AnalogWork;
  readonly works: readonly (NetworkWork | null)[];
  /** What stands against the conversion, null where nothing does: [simulation]. Such a one has no notes, no work and an empty calibration. */
  readonly problems: readonly (Problem | null)[];
  /** Name of the engine that simulates. */
  readonly engine: string;
}

/** The networks of a group as `packNetworks` packs them. */
export interface PackedGroup {
  readonly bytes: Uint8Array;
  /** Names of the spiking populations, input first: [simulation][population]. */
  readonly populations: readonly (readonly string[])[];
  readonly classes: number;
}

export interface ReadSamples {
  /** [sample][value], row-major, scaled. */
  readonly values: Float32Array;
  readonly labels: readonly number[];
}

interface Results {
  readonly describe: ModelDescription;
  readonly open: OpenedFiles;
  readonly evaluate: Evaluation;
  readonly prepare: Prepared;
  /** [simulation]. */
  readonly simulate: readonly Tally[];
  readonly pack: PackedGroup;
  readonly samples: ReadSamples;
  readonly view: ViewAnswer;
  readonly train: TrainingOutcome;
  readonly export: ExportResult;
}

/** What a worker gives back for a task. */
export type ResultOf<T extends Task> = Results[T['kind']];
export type TaskResult = Results[Task['kind']];

/** From the engine to a worker. Ids are unique in the life of a worker. */
export interface TaskMessage {
  readonly id: number;
  readonly task: Task;
}

/** Asks the task of this id to keep what it has, where it knows how, and to end. */
export interface StopMessage {
  readonly id: number;
  readonly stop: true;
}

/** From a worker to the engine. An error's class would not survive the way, so Problems travel as data and bugs as text. */
export type TaskReply = { readonly id: number } & (
  | { readonly kind: 'progress'; readonly done: number; readonly training?: TrainingProgress | undefined }
  /** A file is being read from now on; null: no longer. */
  | { readonly kind: 'reading'; readonly file: { readonly path: string; readonly bytes: number } | null }
  | { readonly kind: 'done'; readonly result: TaskResult }
  /** It was asked to end, and what it had is kept. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'bug'; readonly message: string; readonly stack: string | null }
);

/** Words for a task in messages to people. */
export function describeTask(task: Task): string {
  switch (task.kind) {
    case 'describe':
    case 'open':
      return `reading "${task.model}"`;
    case 'evaluate':
      return `the analog network on samples ${task.data.offset + task.from} to ${lastOf(task.data, task)}`;
    case 'prepare':
      return 'the conversion';
    case 'pack':
      return 'the networks for the GPU';
    case 'samples':
      return `reading samples ${task.settings.data.offset + task.from} to ${lastOf(task.settings.data, task)}`;
    case 'view':
      return describeQuestion(task.question);
    case 'train':
      return `the training of "${task.out}"`;
    case 'export':
      return describeExport(task.work);
    case 'simulate':
      return `the simulation of samples ${task.settings.data.offset + task.from} to ${lastOf(task.settings.data, task)}`;
  }
}

function lastOf({ offset }: DataReference, { from, count }: { readonly from: number; readonly count: number }): number {
  return offset + from + count - 1;
}
