import type { ActionEntry, AppState, Notice } from '../../shared/api/appViews.ts';
import type { PlanView, RunProgress, RunSummary } from '../../shared/api/runViews.ts';
import type { TrainingNow, TrainingSummary } from '../../shared/api/trainViews.ts';
import type { WorkbenchEvent } from '../../shared/api/workbench.ts';
import { assertNever } from '../../shared/assertNever.ts';
import type { ConnectionState } from './connection.ts';

/** What the host last said: nothing here is made by the window. */
export interface WorkbenchState {
  readonly connection: ConnectionState;
  /** How often the window was connected: what was read before the last time may have missed something. */
  readonly connections: number;
  /** Null until the host has answered for the first time. */
  readonly app: AppState | null;
  /** Plan of the saved draft; null until it is known. */
  readonly plan: PlanView | null;
  /** Runs of the project; null until they are read. */
  readonly runs: readonly RunSummary[] | null;
  /** Trainings of the project, latest first; null until they are read. */
  readonly trainings: readonly TrainingSummary[] | null;
  /** Latest first. */
  readonly notices: readonly Notice[];
  /** Latest first. */
  readonly actions: readonly ActionEntry[];
}

export const emptyWorkbench: WorkbenchState = {
  connection: 'connecting',
  connections: 0,
  app: null,
  plan: null,
  runs: null,
  trainings: null,
  notices: [],
  actions: [],
};

/** More lines than anybody reads. */
const mostEntries = 500;

/** The state after a connection was made: of a later one than the first, runs and trainings are to be read again. */
export function afterConnecting(state: WorkbenchState): WorkbenchState {
  return { ...state, connection: 'open', connections: state.connections + 1, runs: null, trainings: null };
}

/** The state after an event. Each event carries the whole of what it is about, so that order is all that counts. */
export function applyEvent(state: WorkbenchState, event: WorkbenchEvent): WorkbenchState {
  switch (event.kind) {
    case 'project':
      return withProject(state, event);
    case 'recent':
      return withApp(state, { recent: event.recent });
    case 'engine':
      return withApp(state, { engine: event.engine });
    case 'run':
      return withApp(state, { run: openRun(event.progress) });
    case 'plan':
      return { ...state, plan: event.plan };
    case 'runs':
      return { ...state, runs: event.runs };
    case 'training':
      return withApp(state, { training: openTraining(event.training) });
    case 'trainings':
      return { ...state, trainings: event.trainings };
    case 'action':
      return { ...state, actions: [event.entry, ...state.actions].slice(0, mostEntries) };
    case 'notice':
      return {
        ...state,
        notices: [event.notice, ...state.notices.filter(({ id }) => id !== event.notice.id)].slice(0, mostEntries),
      };
    case 'curves':
    case 'diagnosis':
    case 'setup':
    case 'command':
      return state;
    default:
      return assertNever(event);
  }
}

/** The last news of a run says how it ended; from then on it is one of the list. */
function openRun(progress: RunProgress | null): RunProgress | null {
  return progress?.state === 'running' || progress?.state === 'paused' ? progress : null;
}

/** The last news of a training says how it ended; from then on it is one of the list. */
function openTraining(training: TrainingNow | null): TrainingNow | null {
  return training?.state === 'finished' || training?.state === 'failed' ? null : training;
}

function withProject(state: WorkbenchState, { project }: Extract<WorkbenchEvent, { kind: 'project' }>): WorkbenchState {
  const isOther = state.app?.project?.folder !== project?.folder;
  return { ...withApp(state, { project }), ...(isOther ? { plan: null, runs: null, trainings: null } : {}) };
}

function withApp(state: WorkbenchState, change: Partial<AppState>): WorkbenchState {
  return state.app === null ? state : { ...state, app: { ...state.app, ...change } };
}
