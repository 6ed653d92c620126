import type { EngineChoice } from '../../shared/api/runViews.ts';
import type { ProjectFileKind } from '../../shared/problems/projectProblems.ts';
import { request } from './connection.ts';
import { flushDraft } from './draftStore.ts';
import { keptChoice, useStarting } from './engineChoice.ts';
import { type Executor, useExecutor } from './executorChoice.ts';
import { choosePath } from './fileChoice.ts';
import { gpuKnown } from './gpuOffer.ts';
import { goTo } from './navigation.ts';
import { attempt } from './toasts.ts';

/** What can be done with projects from more than one place. Each shows what went wrong and resolves to whether it went well. */

export function openProject(folder: string): Promise<boolean> {
  return attempt(async () => {
    const { model } = await request('project.open', { folder });
    goTo(model === null ? 'model' : 'sweep');
  });
}

/** One click to a project with a runnable sweep. */
export function openDemo(): Promise<boolean> {
  return attempt(async () => {
    await request('project.openDemo', {});
    goTo('sweep');
  });
}

export function closeProject(): Promise<boolean> {
  return attempt(async () => {
    await request('project.close', {});
    goTo('start');
  });
}

/** Starts the saved sweep and shows it grow. */
export async function startRun(): Promise<boolean> {
  useStarting.setState({ isStarting: true });
  const isStarted = await attempt(async () => {
    await flushDraft();
    const { executor } = useExecutor.getState();
    await request('run.start', { name: null, executor, engine: await engineToUse(executor) });
    goTo('run');
  });
  useStarting.setState({ isStarting: false });
  return isStarted;
}

/** As chosen; the CPU where there is no GPU after all. */
async function engineToUse(executor: Executor): Promise<EngineChoice> {
  const choice = keptChoice();
  if (executor === 'slurm' || choice === 'cpu') return 'cpu';
  return (await gpuKnown()).state === 'offered' ? choice : 'cpu';
}

export function pauseRun(run: string): Promise<boolean> {
  return attempt(() => request('run.pause', { run }));
}

export function resumeRun(run: string): Promise<boolean> {
  return attempt(() => request('run.resume', { run }));
}

export function cancelRun(run: string): Promise<boolean> {
  return attempt(() => request('run.cancel', { run }));
}

/** Another path for a missing file, or the same one with its new content accepted. */
export function relinkFile(what: ProjectFileKind, path: string): Promise<boolean> {
  return attempt(() => request('project.relink', { what, path }));
}

/** Lets the user choose the project's model or data set. */
export async function chooseProjectFile(what: ProjectFileKind): Promise<void> {
  const path = await choosePath(what);
  if (path !== null) await setProjectFile(what, path);
}

/** Lets the user choose a folder of images as the project's data set: dialogs of some systems show files or folders, not both. */
export async function chooseDataFolder(): Promise<void> {
  const path = await choosePath('dataFolder');
  if (path !== null) await setProjectFile('data', path);
}

export function setProjectFile(what: ProjectFileKind, path: string): Promise<boolean> {
  const method = what === 'model' ? 'project.setModel' : 'project.setData';
  return attempt(() => request(method, { path, keeping: 'reference' }));
}

/** Lets the user choose a project's folder, and opens it. */
export async function chooseProject(): Promise<void> {
  const folder = await choosePath('project');
  if (folder !== null) await openProject(folder);
}

export function forgetProject(folder: string): Promise<boolean> {
  return attempt(() => request('app.forgetRecent', { folder }));
}
