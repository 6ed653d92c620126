import type { Problem } from '../problems/problems.ts';
import type { SweepDraft } from '../sweep/draft.ts';
import type { RunProgress } from './runViews.ts';
import type { TrainingNow } from './trainViews.ts';

/** What the frame of the window and the view Start show. */

export interface AppState {
  readonly version: string;
  readonly host: HostFacts;
  readonly engine: EngineFacts;
  /** Latest first. */
  readonly recent: readonly RecentProject[];
  readonly project: ProjectState | null;
  /** The run in progress or paused; null where there is none. */
  readonly run: RunProgress | null;
  /** The training at work, else the latest that waits to be gone on with; null where there is none. */
  readonly training: TrainingNow | null;
  readonly preferences: Readonly<Record<string, string>>;
  /** What to tell of an earlier session that ended in a crash; said to the first window that asks, null from then on. */
  readonly crashNote: string | null;
}

export interface HostFacts {
  readonly kind: 'electron' | 'browser';
  readonly platform: 'linux' | 'mac' | 'windows';
  /** `native`: `files.choose` opens the system's dialog; `listing`: the window shows `files.list`. */
  readonly dialogs: 'native' | 'listing';
  /** Where new projects go unless another folder is chosen. */
  readonly projectsFolder: string;
}

export interface EngineFacts {
  readonly workers: number;
  /** Name of the simulation engine: `simd` or `reference`; null until a worker has said so. */
  readonly name: string | null;
  /** Samples times networks in a second, as measured last on this machine with the open model; null before. */
  readonly speed: number | null;
  /** Absent before any window has said something of its GPU. */
  readonly gpu?: GpuFacts;
}

/** The GPU that windows offer. */
export interface GpuFacts {
  /** Null where none is offered. */
  readonly name: string | null;
  /** Why none is, where a window has said so. */
  readonly reason: string | null;
  /** As of the CPU; null while unknown. */
  readonly speed: number | null;
}

export interface RecentProject {
  readonly folder: string;
  readonly name: string;
  /** ISO 8601. */
  readonly opened: string;
  readonly isThere: boolean;
  /** File names; null where none is chosen. */
  readonly model: string | null;
  readonly data: string | null;
  readonly best: BestCell | null;
}

/** The best cell of a run at its longest duration, and its accuracy against time in at most 40 points. */
export interface BestCell {
  readonly run: string;
  /** Position in the record's cells and readouts. */
  readonly cell: number;
  readonly readout: number;
  /** The setting in words: values of the axes that vary. */
  readonly words: string;
  readonly accuracy: number;
  readonly analogAccuracy: number;
  readonly sparkline: readonly number[];
}

export interface ProjectState {
  readonly folder: string;
  readonly name: string;
  /** Another window or process holds the project: nothing can be changed. */
  readonly isReadOnly: boolean;
  /** Why, in words: `it is held by process 12`; null where it can be changed. */
  readonly readOnlyReason: string | null;
  readonly model: ProjectFile | null;
  readonly data: ProjectFile | null;
  readonly draft: SweepDraft;
  /** Drafts under a name of the user, in the order in which they were saved. */
  readonly presets: readonly { readonly name: string; readonly draft: SweepDraft }[];
}

export interface ProjectFile {
  /** As in project.json: relative to the project where inside it. */
  readonly path: string;
  readonly absolutePath: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly state: 'present' | 'missing' | 'changed';
}

export interface ChosenPath {
  /** Null where the dialog was cancelled. */
  readonly path: string | null;
}

export interface FolderListing {
  readonly folder: string;
  /** Null at an allowed folder itself. */
  readonly parent: string | null;
  /** The allowed folders, as places to start from. */
  readonly places: readonly { readonly name: string; readonly path: string }[];
  /** Folders first, then files by name; hidden ones left out. At most 2,000. */
  readonly entries: readonly FolderEntry[];
  readonly isCut: boolean;
}

export interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'folder' | 'file';
  readonly bytes: number;
  /** ISO 8601. */
  readonly modified: string;
  /** Whether it looks like what is looked for: a .keras or .h5 file, a data set, a folder with project.json. */
  readonly fits: boolean;
}

/** What the user or the workbench did, for the action log. */
export interface ActionEntry {
  /** ISO 8601. */
  readonly time: string;
  readonly text: string;
}

/** A Problem that was not the answer to a request, or a note such as the loss of a worker. */
export interface Notice {
  readonly id: number;
  readonly time: string;
  readonly level: 'note' | 'problem';
  readonly text: string;
  readonly problem: Problem | null;
}
