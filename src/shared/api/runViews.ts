import type { Tally } from '../metrics/tally.ts';
import type { Problem } from '../problems/problems.ts';
import type { FailedCells } from '../results/failedCells.ts';
import type { RunRecord } from '../results/runRecord.ts';
import type { DraftField } from '../sweep/draft.ts';
import type { SweepSettings } from '../sweep/plan.ts';
import type { BestCell } from './appViews.ts';
import type { ClusterProgress } from './clusterViews.ts';

/** What the views Sweep, Run and Results show. */

/** What a run is to be simulated by: the worker processes, the GPU of a window, or whichever is measured to be faster. */
export const engineChoices = ['cpu', 'gpu', 'auto'] as const;
export type EngineChoice = (typeof engineChoices)[number];

/** What a draft will be, and cost. */
export interface PlanView {
  /** Problems of the draft, each beside its field. Where there are any, the numbers are 0 and `settings` is null. */
  readonly problems: readonly FieldProblem[];
  readonly cells: number;
  /** Simulations really needed, and groups of them that share one encoded input. */
  readonly simulations: number;
  readonly groups: number;
  readonly samples: number;
  readonly steps: number;
  /** On the CPU. Null until the speed of this machine is measured. */
  readonly seconds: number | null;
  /** On the GPU; null until its speed is measured. */
  readonly gpuSeconds?: number | null;
  /** Id of a run of exactly these settings; null where there is none. */
  readonly run: string | null;
  readonly settings: SweepSettings | null;
  /** Number of values of each axis that has more than one. */
  readonly axes: readonly { readonly name: string; readonly values: readonly string[] }[];
}

export interface FieldProblem {
  /** `model` and `data`: the project's files. */
  readonly field: DraftField | 'model' | 'data';
  readonly problem: Problem;
  /** The Problem in words. */
  readonly text: string;
}

/** `cut`: the process ended in the middle. Everything but `finished` can be gone on with. */
export type RunState = 'running' | 'paused' | 'cut' | 'cancelled' | 'failed' | 'finished';

export interface RunSummary {
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly started: string;
  readonly state: RunState;
  readonly cells: number;
  readonly finishedCells: number;
  readonly samples: number;
  /** Values of the axes that vary, in words. */
  readonly varied: string;
  readonly best: BestCell | null;
  /** Why it failed, in words; null where it did not. */
  readonly reason: string | null;
  /** What simulated it, in the words of a record; absent where an older version made it. */
  readonly engine?: string;
  /** What happened on the way, in sentences; absent where nothing did. */
  readonly notes?: readonly string[];
}

/** A run, as far as it has come. */
export interface RunView {
  readonly summary: RunSummary;
  /** Tallies are trimmed: `populationSpikes` and the readouts' `predictions` are empty; `run.cell` has them. */
  readonly record: RunRecord;
  /** Of the cells that are begun and not finished, over the samples so far. */
  readonly growing: readonly GrowingCell[];
}

/** A cell over the samples that are done: `tally.count` of them. Trimmed as in `RunView`. */
export interface GrowingCell {
  /** Position in the record's cells. */
  readonly cell: number;
  readonly tally: Tally;
}

/** One cell, untrimmed. */
export interface CellView {
  readonly cell: number;
  readonly tally: Tally;
}

/** How far the run has come; the event `run` repeats it a few times a second. */
export interface RunProgress {
  readonly run: string;
  readonly name: string;
  readonly state: RunState;
  readonly phase: 'open' | 'evaluate' | 'simulate' | 'save';
  /** Samples times networks of the phase. */
  readonly done: number;
  readonly total: number;
  /** Over the last seconds; null while unknown. */
  readonly samplesPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** Samples of each cell that are on the disk: [cell]. */
  readonly cells: readonly number[];
  /** Samples that a finished cell has. */
  readonly samples: number;
  /** Why a run at work stands still, in words: the disk is full. `run.resume` makes it try again at once. Null where it does not. */
  readonly standstill: string | null;
  /** Cells that cannot be finished, and why; the others go on. */
  readonly failures: readonly FailedCells[];
  /** Why it failed, in words; null where it did not. */
  readonly reason: string | null;
  /** What simulates at the moment, in the words of a record; `webgpu` before the first result of a GPU. */
  readonly engine?: string;
  /** What happened on the way, in sentences. */
  readonly notes?: readonly string[];
  /** What is known of its shards, where it is on a cluster. */
  readonly cluster?: ClusterProgress;
}
