import { useEffect } from 'react';
import { pathsOf } from '../state/fileChoice.ts';
import { looksLikeModel, nameOf } from '../state/pathWords.ts';
import { chooseDataFolder, openProject, setProjectFile } from '../state/projectActions.ts';
import { electronBridge } from '../state/portTransport.ts';
import { note } from '../state/toasts.ts';
import { useWorkbench } from '../state/workbenchStore.ts';
import { showNewProject, showOverlay } from './overlays.ts';

/** Takes files that are dropped anywhere on the window: into the open project, or as the start of a new one. */
export function useFileDrop(): void {
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      // The lists are gone when the event is over.
      const { files, items } = event.dataTransfer;
      const hasFolder = [...items].some((item) => item.webkitGetAsEntry()?.isDirectory === true);
      if (hasFolder && electronBridge() === undefined) sayOfFolder();
      else void takeFiles([...files]);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, []);
}

/** A browser tells neither where a folder is nor, at once, what is in it. */
function sayOfFolder(): void {
  const isOpen = useWorkbench.getState().app?.project != null;
  note('A browser does not say where a dropped folder is. Choose it instead.', {
    label: isOpen ? 'Choose the folder' : 'New project',
    run: () => (isOpen ? void chooseDataFolder() : showOverlay('newProject')),
  });
}

async function takeFiles(files: readonly File[]): Promise<void> {
  try {
    take(await pathsOf(files));
  } catch (error) {
    note(error instanceof Error ? error.message : String(error), {
      label: 'Choose another',
      run: () => showOverlay('newProject'),
    });
  }
}

function take(paths: readonly string[]): void {
  const project = paths.find((path) => nameOf(path) === 'project.json' || /\.spikebench$/i.test(path));
  const model = paths.find(looksLikeModel) ?? null;
  const data = paths.find((path) => !looksLikeModel(path)) ?? null;
  if (project !== undefined) void openProject(project.replace(/[/\\]project\.json$/, ''));
  else if (useWorkbench.getState().app?.project == null) showNewProject(model, data);
  else void takeIntoProject(model, data);
}

async function takeIntoProject(model: string | null, data: string | null): Promise<void> {
  if (model !== null) await setProjectFile('model', model);
  if (data !== null) await setProjectFile('data', data);
}
