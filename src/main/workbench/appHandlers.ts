import { arch, cpus, freemem, release, totalmem } from 'node:os';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppState, RecentProject } from '../../shared/api/appViews.ts';
import { projectFileName } from '../store/projectFile.ts';
import type { HandlersOf } from './handlerParts.ts';
import type { RunControl } from './runControl.ts';
import type { Session } from './session.ts';
import type { TrainControl } from './trainControl.ts';

export function createAppHandlers(
  session: Session,
  runs: RunControl,
  trainings: TrainControl,
): HandlersOf<'app'> & HandlersOf<'log'> {
  const { settings } = session;
  let { crashNote } = session;
  return {
    async 'app.state'() {
      const state = await describeState(session, runs, trainings);
      const told = crashNote;
      crashNote = null;
      return { ...state, crashNote: told };
    },
    async 'app.savePreferences'({ preferences }) {
      await settings.savePreferences(preferences);
      return null;
    },
    async 'app.forgetRecent'({ folder }) {
      await settings.forget(folder);
      session.emit({ kind: 'recent', recent: await recentProjects(session) });
      return null;
    },
    'app.report': async () => ({ text: diagnosticReport(session) }),
    'log.actions': async () => session.actions,
    'log.problems': async () => session.notices,
    async 'log.dismissProblem'({ id }) {
      session.dismiss(id);
      return null;
    },
  };
}

async function describeState(
  session: Session,
  runs: RunControl,
  trainings: TrainControl,
): Promise<Omit<AppState, 'crashNote'>> {
  const { version, host, folders, engineFacts, project, settings } = session;
  return {
    version,
    host: { ...host.facts, projectsFolder: folders.projects },
    engine: engineFacts,
    recent: await recentProjects(session),
    project: project?.state ?? null,
    run: runs.current(),
    training: trainings.current(),
    preferences: settings.preferences,
  };
}

/** The recent projects, with whether each is still there. */
export async function recentProjects({ settings }: Session): Promise<readonly RecentProject[]> {
  return Promise.all(
    settings.recent.map(async (recent) => ({ ...recent, isThere: await exists(join(recent.folder, projectFileName)) })),
  );
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** What a maintainer wants to know first: versions, machine, state. Paths, but nothing of models or data. */
function diagnosticReport({ version, host, engineFacts, project, notices, actions, log }: Session): string {
  const { electron, chrome } = process.versions as Readonly<Record<string, string | undefined>>;
  return [
    `Spikebench ${version} (${host.facts.kind} on ${host.facts.platform} ${release()}, ${arch()})`,
    `Node ${process.versions.node}${electron === undefined ? '' : `, Electron ${electron}, Chrome ${chrome}`}`,
    `${cpus().length} processors (${cpus()[0]?.model ?? 'unknown'}), ${gigabytes(totalmem())} memory, ${gigabytes(freemem())} free`,
    `Engine ${engineFacts.name ?? 'not used yet'}, ${engineFacts.workers} workers`,
    `Project ${project === null ? 'none' : `"${project.folder}"`}`,
    '',
    'Problems and notes:',
    ...notices.slice(-30).map(({ time, text }) => `${time} ${text}`),
    '',
    'Actions:',
    ...actions.slice(-50).map(({ time, text }) => `${time} ${text}`),
    '',
    `The end of the log "${log.path}":`,
    ...log.tail(100),
    '',
  ].join('\n');
}

function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
