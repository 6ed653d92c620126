import { request } from './connection.ts';
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
export function startRun(): Promise<boolean> {
  return attempt(async () => {
    await request('run.start', { name: null });
    goTo('run');
  });
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
