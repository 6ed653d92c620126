import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ProjectState } from '../../shared/api/appViews.ts';
import { describeProblem, WorkbenchError } from '../../shared/problems/problems.ts';
import type { ProjectFileKind } from '../../shared/problems/projectProblems.ts';
import { ensureDemoProject } from '../store/demoProject.ts';
import { createProject, isProjectFile, openProject, type ProjectFolder } from '../store/projectFolder.ts';
import { recentProjects } from './appHandlers.ts';
import type { HandlersOf } from './handlerParts.ts';
import type { Planner } from './planner.ts';
import type { RunControl } from './runControl.ts';
import type { Session } from './session.ts';

/** What opens, makes and changes projects. */
export interface ProjectHandlers {
  readonly handlers: HandlersOf<'project'>;
  /** Opens a project wherever it is: the user named it to the host itself. */
  readonly open: (folder: string) => Promise<ProjectState>;
  /** Takes a file as the project's model once a worker has found that it is one. */
  readonly takeModel: (path: string) => Promise<ProjectState>;
  /** Keeps what the list of recent projects shows of the open one. */
  readonly remember: () => Promise<void>;
}

/** What is at work beside runs, which need not be idle while projects change. */
export interface Companions {
  /** The project is about to be closed. */
  letGo(): Promise<void>;
  /** The project's model or data are others now, or it is another project. */
  filesChanged(): Promise<void>;
}

export function createProjectHandlers(
  session: Session,
  runs: RunControl,
  planner: Planner,
  companions: Companions,
): ProjectHandlers {
  const { allowed, folders, version, assets } = session;

  const handlers: HandlersOf<'project'> = {
    async 'project.create'({ parent, name, model, data, keeping }) {
      runs.requireIdle();
      const base = parent === null ? folders.projects : await allowed.check(parent);
      const project = await createProject(join(base, folderName(name)), name, version);
      await show(project);
      session.act(`Made the project "${name}"`);
      if (model !== null) await setFile('model', model, keeping);
      if (data !== null) await setFile('data', data, keeping);
      return changed();
    },
    async 'project.open'({ folder }) {
      return open(await allowed.check(folder));
    },
    async 'project.openDemo'() {
      return open(await ensureDemoProject(folders.projects, assets, version));
    },
    async 'project.close'() {
      runs.requireIdle();
      await companions.letGo();
      await session.project?.close();
      session.project = null;
      await runs.projectOpened();
      await companions.filesChanged();
      session.projectChanged();
      return null;
    },
    async 'project.rename'({ name }) {
      await session.requireProject().rename(name);
      return changed();
    },
    async 'project.setModel'({ path, keeping }) {
      await setFile('model', path, keeping);
      return changed();
    },
    async 'project.setData'({ path, keeping }) {
      await setFile('data', path, keeping);
      return changed();
    },
    async 'project.relink'({ what, path }) {
      await setFile(what, path, 'reference');
      return changed();
    },
    async 'project.saveDraft'({ draft }) {
      await session.requireProject().saveDraft(draft);
      session.projectChanged();
      const plan = await planner.plan(draft);
      session.emit({ kind: 'plan', plan });
      return plan;
    },
    async 'project.savePreset'({ name, draft }) {
      await session.requireProject().savePreset(name, draft);
      session.act(`Saved the preset "${name}"`);
      return changed();
    },
    async 'project.deletePreset'({ name }) {
      await session.requireProject().deletePreset(name);
      return changed();
    },
  };

  return {
    handlers,
    open,
    remember,
    async takeModel(path) {
      await setFile('model', path, 'reference');
      return changed();
    },
  };

  async function open(path: string): Promise<ProjectState> {
    const named = isProjectFile(path) ? dirname(path) : path;
    const folder = await realpath(named).catch(() => named); // a wrong path is named when it is opened
    if (session.project?.folder === folder) return changed();
    runs.requireIdle();
    return show(await openProject(folder, version));
  }

  async function show(project: ProjectFolder): Promise<ProjectState> {
    // Opening the project that is open would find its own lock; it is closed first.
    await companions.letGo();
    await session.project?.close();
    session.project = project;
    await runs.projectOpened();
    await companions.filesChanged();
    session.act(`Opened the project "${project.state.name}"`);
    for (const what of ['model', 'data'] as const) {
      try {
        if (project.state[what] !== null) session.requireFile(what);
      } catch (error) {
        if (!(error instanceof WorkbenchError)) throw error;
        session.notice(describeProblem(error.problem), error.problem);
      }
    }
    return changed();
  }

  /** Takes a file once a worker has found that it is what it should be. */
  async function setFile(what: ProjectFileKind, path: string, keeping: 'reference' | 'copy'): Promise<void> {
    const project = session.requireProject();
    runs.requireIdle();
    const real = await allowed.check(path);
    await (what === 'model'
      ? session.ask({ about: 'model', model: real })
      : session.ask({ about: 'dataset', data: real, split: null }));
    await project.setFile(what, real, keeping);
    await companions.filesChanged();
    session.act(`Chose the ${what === 'model' ? 'model' : 'data set'} "${real}"`);
  }

  async function changed(): Promise<ProjectState> {
    await remember();
    session.projectChanged();
    return session.requireProject().state;
  }

  async function remember(): Promise<void> {
    if (session.project === null) return;
    const { state } = session.project;
    const latest = (await runs.list()).find(({ best }) => best !== null);
    await session.settings.remember({
      folder: state.folder,
      name: state.name,
      opened: new Date().toISOString(),
      model: state.model?.name ?? null,
      data: state.data?.name ?? null,
      best: latest?.best ?? null,
    });
    session.emit({ kind: 'recent', recent: await recentProjects(session) });
  }
}

/** A project's name as the name of a folder on every system. */
function folderName(name: string): string {
  const plain = name
    .replaceAll(/[<>:"/\\|?*\p{Cc}]/gu, '-')
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '')
    .slice(0, 80);
  return plain === '' ? 'project' : plain;
}
