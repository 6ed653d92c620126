import { BrowserWindow, dialog, type OpenDialogOptions, shell } from 'electron';
import { assertNever } from '../../shared/assertNever.ts';
import { platformName } from '../server/browserHost.ts';
import type { ChoosePurpose, WorkbenchHost } from '../workbench/host.ts';

/** The desktop as host: the system's dialogs, and every file that the person can reach. */
export function createDesktopHost(): WorkbenchHost {
  return {
    facts: { kind: 'electron', platform: platformName(process.platform), dialogs: 'native' },
    allowedFolders: null,
    async choosePath(purpose) {
      const { canceled, filePaths } = await showOpen(dialogOptions(purpose));
      return canceled ? null : (filePaths[0] ?? null);
    },
    async chooseSavePath(name) {
      const window = BrowserWindow.getFocusedWindow();
      const options = { title: 'Save', defaultPath: name };
      const { canceled, filePath } = await (window === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(window, options));
      return canceled || filePath === '' ? null : filePath;
    },
    reveal: (path) => shell.showItemInFolder(path),
  };
}

function showOpen(options: OpenDialogOptions): ReturnType<typeof dialog.showOpenDialog> {
  const window = BrowserWindow.getFocusedWindow();
  return window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options);
}

/** What the dialog shows for each purpose. */
export function dialogOptions(purpose: ChoosePurpose): OpenDialogOptions {
  const all = { name: 'All files', extensions: ['*'] };
  switch (purpose) {
    case 'model':
      return {
        title: 'Choose a Keras model',
        properties: ['openFile'],
        filters: [{ name: 'Keras models', extensions: ['keras', 'h5', 'hdf5'] }, all],
      };
    case 'data':
      return {
        title: 'Choose a data set',
        properties: ['openFile'],
        filters: [{ name: 'Data sets', extensions: ['npz', 'csv', 'gz', 'idx', 'idx3-ubyte'] }, all],
      };
    case 'dataFolder':
      return { title: 'Choose a folder of images, with a folder for each class', properties: ['openDirectory'] };
    case 'folder':
      return { title: 'Choose a folder', properties: ['openDirectory', 'createDirectory'] };
    case 'project':
      return { title: 'Open a project', properties: ['openDirectory'] };
    case 'architecture':
      return {
        title: 'Choose an architecture file',
        properties: ['openFile'],
        filters: [{ name: 'Architecture files', extensions: ['json'] }, all],
      };
    default:
      return assertNever(purpose);
  }
}
