import type { Transport } from '../../shared/api/channel.ts';
import type { HostCommand, WorkbenchEvent, WorkbenchHandlers } from '../../shared/api/workbench.ts';
import { simulatedBy } from '../../shared/sweep/simulatedBy.ts';
import { createAllowedFolders } from './allowedFolders.ts';
import { createAppHandlers } from './appHandlers.ts';
import { createClusterHandlers } from './clusterSettings.ts';
import { createDataHandlers } from './dataHandlers.ts';
import { createExportHandlers } from './exportHandlers.ts';
import { createFileHandlers } from './fileHandlers.ts';
import { createGpuHandlers } from './gpuHandlers.ts';
import { createInspectHandlers } from './inspectHandlers.ts';
import { createModelHandlers } from './modelHandlers.ts';
import { createPackHandlers } from './packHandlers.ts';
import { createPlanner, type Planner } from './planner.ts';
import { createProjectHandlers, type ProjectHandlers } from './projectHandlers.ts';
import { createRunControl } from './runControl.ts';
import { createRunHandlers } from './runHandlers.ts';
import { createRunRecords } from './runRecords.ts';
import { serveTransport } from './serveTransport.ts';
import { createSession, type WorkbenchParts } from './session.ts';
import { createTrainControl } from './trainControl.ts';
import { createTrainHandlers, type TrainHandlers } from './trainHandlers.ts';

/** The workbench behind every window: one project at a time, runs that go on when no window looks. */
export interface Workbench {
  readonly handlers: WorkbenchHandlers;
  /** Serves a window; any number at the same time, all of them on the same state. */
  connect(transport: Transport): void;
  /** Asks all windows to do what a menu entry says. */
  command(command: HostCommand): void;
  /** Opens a project that the user named outside of any window, wherever it is. Throws the Problems of `project.open`. */
  openProject(folder: string): Promise<void>;
  /** Tells all windows something that happened. */
  notice(text: string): void;
  /** What would be stopped if it were closed now; null: nothing. */
  readonly atWork: 'run' | 'training' | 'both' | null;
  /** What windows are told; returns what ends the listening. */
  onEvent(listener: (event: WorkbenchEvent) => void): () => void;
  /** Stops a run so that it can be gone on with, lets the project go and ends the workers. */
  close(): Promise<void>;
}

export async function createWorkbench(parts: WorkbenchParts): Promise<Workbench> {
  const { host, folders } = parts;
  const allowed = await createAllowedFolders(
    host.allowedFolders === null ? null : [...host.allowedFolders, folders.projects],
  );
  const session = createSession(parts, allowed);
  const runs = createRunControl(session, {
    onSpeed: (stepsPerSecond, steps, engine) => planner.learnSpeed(stepsPerSecond, steps, engine),
    onEnd: () => session.inBackground(() => Promise.all([planner.tell(), projects.remember()])),
  });
  const planner: Planner = createPlanner(
    session,
    async (settings) => ((await runs.find(settings)) ?? (await runs.find(simulatedBy(settings, 'webgpu'))))?.id ?? null,
    () => runs.current()?.state === 'running',
  );
  const records = createRunRecords(session);
  const trainings = createTrainControl(session);
  const projects: ProjectHandlers = createProjectHandlers(session, runs, planner, {
    letGo: () => trainings.letGo('its project was closed'),
    filesChanged: () => training.filesChanged(),
  });
  const training: TrainHandlers = createTrainHandlers(session, trainings, projects.takeModel);
  const handlers: WorkbenchHandlers = {
    ...createAppHandlers(session, runs, trainings),
    ...createFileHandlers(session),
    ...projects.handlers,
    ...createModelHandlers(session, planner),
    ...createDataHandlers(session, planner),
    ...createRunHandlers(session, runs, records, planner),
    ...training.handlers,
    ...createInspectHandlers(session, records),
    ...createClusterHandlers(session),
    ...createGpuHandlers(session),
    ...createExportHandlers(session, records),
    ...createPackHandlers(session, records),
  };
  return {
    handlers,
    connect: (transport) => serveTransport(transport, handlers, (listener) => session.onEvent(listener)),
    command: (command) => session.emit({ kind: 'command', command }),
    async openProject(folder) {
      await projects.open(folder);
    },
    notice: (text) => session.notice(text),
    get atWork() {
      const isTraining = trainings.current()?.state === 'running';
      if (runs.current()?.state === 'running') return isTraining ? 'both' : 'run';
      return isTraining ? 'training' : null;
    },
    onEvent: (listener) => session.onEvent(listener),
    async close() {
      await runs.close();
      await trainings.letGo(null);
      await session.project?.close();
      session.project = null;
      session.engine.close();
      session.desk.close();
    },
  };
}
