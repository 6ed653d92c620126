import { assertNever } from '../../shared/assertNever.ts';
import type { ActionEntry, AppState, EngineFacts, Notice } from '../../shared/api/appViews.ts';
import type { AnswerTo, ViewQuestion } from '../../shared/api/viewTasks.ts';
import type { WorkbenchEvent } from '../../shared/api/workbench.ts';
import { describeProblem, type Problem, WorkbenchError } from '../../shared/problems/problems.ts';
import type { ProjectFileKind } from '../../shared/problems/projectProblems.ts';
import type { FileReference } from '../../shared/sweep/plan.ts';
import type { Engine } from '../engine/engine.ts';
import type { LogFile } from '../log/logFile.ts';
import type { ProjectFolder } from '../store/projectFolder.ts';
import type { UserFolders } from '../store/userFolders.ts';
import type { UserSettings } from '../store/userSettings.ts';
import type { AllowedFolders } from './allowedFolders.ts';
import type { Desk } from './desk.ts';
import type { WorkbenchHost } from './host.ts';

/** What a workbench is made of. */
export interface WorkbenchParts {
  readonly version: string;
  readonly host: WorkbenchHost;
  readonly engine: Engine;
  readonly workers: number;
  readonly desk: Desk;
  /** An engine of one worker for a training, so that neither sweeps nor views wait for it; whoever asks closes it. */
  readonly createTrainer: () => Engine;
  readonly settings: UserSettings;
  readonly folders: UserFolders;
  /** Folder of what comes with Spikebench. */
  readonly assets: string;
  readonly log: LogFile;
  /** What to tell of a session that crashed, once; null where the last one ended well. */
  readonly crashNote: string | null;
}

/** The state that the handlers share, and how windows hear of its changes. */
export interface Session extends WorkbenchParts {
  readonly allowed: AllowedFolders;
  project: ProjectFolder | null;
  engineFacts: EngineFacts;
  readonly actions: readonly ActionEntry[];
  readonly notices: readonly Notice[];
  /** The open project. Throws the Problem noProject. */
  requireProject(): ProjectFolder;
  /** The project's model or data, present and unchanged. Throws notChosen, projectFileMissing, projectFileChanged. */
  requireFile(what: ProjectFileKind): FileReference;
  /** Asks the desk's worker. Throws Problems. */
  ask<Q extends ViewQuestion>(question: Q, signal?: AbortSignal): Promise<AnswerTo<Q>>;
  emit(event: WorkbenchEvent): void;
  onEvent(listener: (event: WorkbenchEvent) => void): () => void;
  /** Writes a line into the action log. */
  act(text: string): void;
  /** Tells people something that no request asked for. */
  notice(text: string, problem?: Problem | null): void;
  dismiss(id: number): void;
  /** Does work that nobody waits for; says so where it fails. */
  inBackground(work: () => Promise<unknown>): void;
  /** Tells windows that the project has another state. */
  projectChanged(): AppState['project'];
}

const mostEntries = 1000;

export function createSession(parts: WorkbenchParts, allowed: AllowedFolders): Session {
  const listeners = new Set<(event: WorkbenchEvent) => void>();
  const actions: ActionEntry[] = [];
  let notices: Notice[] = [];
  let lastNotice = 0;

  const session: Session = {
    ...parts,
    allowed,
    project: null,
    engineFacts: { workers: parts.workers, name: null, speed: null },
    actions,
    get notices() {
      return notices;
    },
    requireProject() {
      if (session.project === null) throw new WorkbenchError({ area: 'project', kind: 'noProject' });
      return session.project;
    },
    requireFile(what) {
      const file = session.requireProject().state[what];
      if (file === null) throw new WorkbenchError({ area: 'project', kind: 'notChosen', what });
      const path = file.absolutePath;
      switch (file.state) {
        case 'missing':
          throw new WorkbenchError({ area: 'project', kind: 'projectFileMissing', what, path });
        case 'changed':
          throw new WorkbenchError({ area: 'project', kind: 'projectFileChanged', what, path });
        case 'present':
          return { path, sha256: file.sha256 };
        default:
          return assertNever(file.state);
      }
    },
    ask: async <Q extends ViewQuestion>(question: Q, signal?: AbortSignal) =>
      // A worker answers a question of a kind with an answer of that kind.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      (await parts.desk.run({ kind: 'view', question }, { signal })) as AnswerTo<Q>,
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    act(text) {
      const entry = { time: new Date().toISOString(), text };
      actions.push(entry);
      if (actions.length > mostEntries) actions.shift();
      session.emit({ kind: 'action', entry });
    },
    notice(text, problem = null) {
      const level = problem === null ? 'note' : 'problem';
      const notice: Notice = { id: ++lastNotice, time: new Date().toISOString(), level, text, problem };
      notices = [...notices, notice].slice(-mostEntries);
      parts.log.write(level, text);
      session.emit({ kind: 'notice', notice });
    },
    dismiss(id) {
      notices = notices.filter((notice) => notice.id !== id);
    },
    inBackground(work) {
      work().catch((error: unknown) =>
        session.notice(wordsOf(error), error instanceof WorkbenchError ? error.problem : null),
      );
    },
    projectChanged() {
      const project = session.project?.state ?? null;
      session.emit({ kind: 'project', project });
      return project;
    },
  };
  return session;
}

/** What went wrong, in words; bugs with their own. */
export function wordsOf(error: unknown): string {
  if (error instanceof WorkbenchError) return describeProblem(error.problem);
  return error instanceof Error ? error.message : String(error);
}
