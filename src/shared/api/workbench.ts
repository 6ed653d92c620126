import type {
  ActionEntry,
  AppState,
  ChosenPath,
  EngineFacts,
  FolderListing,
  Notice,
  ProjectState,
  RecentProject,
} from './appViews.ts';
import type { Diagnosis } from '../diagnosis/summarise.ts';
import type { StoppingRow } from '../results/stoppingRows.ts';
import type { ClusterView } from './clusterViews.ts';
import type { DataPage, DataView, EncodedSample } from './dataViews.ts';
import type { FigureFile } from './exportViews.ts';
import type { GpuReplies } from './gpuWork.ts';
import type { InspectView } from './inspectViews.ts';
import type { AnalogAccuracy, LayerView, ModelView } from './modelViews.ts';
import type { NirView, PackedFile } from './packViews.ts';
import type { Method, RequestOf } from './requests.ts';
import type { CellView, GrowingCell, PlanView, RunProgress, RunSummary, RunView } from './runViews.ts';
import type { Architecture, FoundArchitecture } from '../training/architecture.ts';
import type { TrainSetup } from '../training/setup.ts';
import type { SetupProblem, TrainingNow, TrainingSummary, TrainingView, TrainView } from './trainViews.ts';

/**
 * The contract between the window and its host. Requests are checked by schema where they arrive (requests.ts); replies and events come
 * from the trusted side and are plain data that JSON keeps as it is, bytes as base64. What the user caused comes back as a Problem.
 */
export interface Replies extends GpuReplies {
  readonly 'app.state': AppState;
  readonly 'app.savePreferences': null;
  readonly 'app.forgetRecent': null;
  readonly 'app.report': { readonly text: string };
  readonly 'files.choose': ChosenPath;
  readonly 'files.list': FolderListing;
  readonly 'project.create': ProjectState;
  readonly 'project.open': ProjectState;
  readonly 'project.openDemo': ProjectState;
  readonly 'project.close': null;
  readonly 'project.rename': ProjectState;
  readonly 'project.setModel': ProjectState;
  readonly 'project.setData': ProjectState;
  readonly 'project.relink': ProjectState;
  readonly 'project.saveDraft': PlanView;
  readonly 'project.savePreset': ProjectState;
  readonly 'project.deletePreset': ProjectState;
  readonly 'model.describe': ModelView;
  readonly 'model.layer': LayerView;
  readonly 'model.accuracy': AnalogAccuracy;
  readonly 'data.describe': DataView;
  readonly 'data.page': DataPage;
  readonly 'data.encode': EncodedSample;
  readonly 'sweep.plan': PlanView;
  readonly 'sweep.measureSpeed': EngineFacts;
  readonly 'run.start': RunProgress;
  readonly 'run.pause': null;
  readonly 'run.resume': RunProgress;
  readonly 'run.cancel': null;
  readonly 'run.rename': null;
  readonly 'run.delete': null;
  readonly 'run.restore': null;
  readonly 'run.list': readonly RunSummary[];
  readonly 'run.read': RunView;
  readonly 'run.cell': CellView;
  readonly 'train.describe': TrainView;
  readonly 'train.saveSetup': null;
  readonly 'train.fromModel': FoundArchitecture;
  readonly 'train.fromFile': { readonly architecture: Architecture };
  readonly 'train.start': TrainingNow;
  readonly 'train.pause': null;
  readonly 'train.resume': TrainingNow;
  readonly 'train.cancel': null;
  readonly 'train.rename': null;
  readonly 'train.delete': null;
  readonly 'train.restore': null;
  readonly 'train.read': TrainingView;
  readonly 'train.use': ProjectState;
  readonly 'inspect.sample': InspectView;
  readonly 'inspect.stopping': readonly StoppingRow[];
  readonly 'inspect.diagnose': Diagnosis;
  readonly 'export.make': ExportedFile;
  readonly 'export.figure': FigureFile;
  readonly 'export.pdf': { readonly base64: string };
  readonly 'export.table': readonly ExportedFile[];
  readonly 'export.save': ChosenPath;
  readonly 'pack.nirReport': NirView;
  readonly 'pack.nir': PackedFile;
  readonly 'pack.bundle': PackedFile;
  readonly 'export.reveal': null;
  readonly 'cluster.describe': ClusterView;
  readonly 'cluster.save': ClusterView;
  readonly 'log.actions': readonly ActionEntry[];
  readonly 'log.problems': readonly Notice[];
  readonly 'log.dismissProblem': null;
}

/** The reply to a request; the compiler sees to it that every request has one. */
export type ReplyOf<M extends Method> = Replies[M];

/** A text file, ready to be saved. */
export interface ExportedFile {
  readonly name: string;
  /** MIME type. */
  readonly media: string;
  readonly text: string;
}

/** What the host tells of its own accord. Each carries the whole of what it is about, so that a missed one does no harm. */
export type WorkbenchEvent =
  | { readonly kind: 'project'; readonly project: ProjectState | null }
  | { readonly kind: 'recent'; readonly recent: readonly RecentProject[] }
  | { readonly kind: 'engine'; readonly engine: EngineFacts }
  | { readonly kind: 'plan'; readonly plan: PlanView }
  /** Null: no run is in progress or paused any more. */
  | { readonly kind: 'run'; readonly progress: RunProgress | null }
  /** Cells that grew since the last such event; at most twice a second. */
  | { readonly kind: 'curves'; readonly run: string; readonly cells: readonly GrowingCell[] }
  /** A diagnosis that was asked for: samples that are done. None are while what is shared is still being prepared. */
  | { readonly kind: 'diagnosis'; readonly asked: AskedDiagnosis; readonly done: number; readonly total: number }
  /** The list of runs changed, or one of them ended: read it again. */
  | { readonly kind: 'runs'; readonly runs: readonly RunSummary[] }
  /** The setup of a training was saved, perhaps by another window, or the data that it is for changed. */
  | { readonly kind: 'setup'; readonly setup: TrainSetup; readonly problems: readonly SetupProblem[] }
  /** Twice a second while one is at work, and at its end. Null: none is at work or waits any more. */
  | { readonly kind: 'training'; readonly training: TrainingNow | null }
  /** The list of trainings changed, or one of them ended: read it again. */
  | { readonly kind: 'trainings'; readonly trainings: readonly TrainingSummary[] }
  | { readonly kind: 'action'; readonly entry: ActionEntry }
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** A menu entry or accelerator of the host, or a file handed over by the system. */
  | { readonly kind: 'command'; readonly command: HostCommand };

/** Which diagnosis an event is about. */
export type AskedDiagnosis = Pick<RequestOf<'inspect.diagnose'>, 'run' | 'cell' | 'readout'>;

/** What native menus ask the window to do. */
export type HostCommand =
  | { readonly kind: 'newProject' }
  | { readonly kind: 'openProject' }
  | { readonly kind: 'openDemo' }
  | { readonly kind: 'closeProject' }
  | { readonly kind: 'run' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'view'; readonly view: ViewName }
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'report' };

export const viewNames = ['start', 'train', 'model', 'data', 'sweep', 'run', 'results', 'inspect', 'export'] as const;
export type ViewName = (typeof viewNames)[number];

/** One handler for each request, as the host implements them. */
export type WorkbenchHandlers = {
  readonly [M in Method]: (params: RequestOf<M>, signal: AbortSignal) => Promise<ReplyOf<M>>;
};
