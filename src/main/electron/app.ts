import { dirname, join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain, Menu } from 'electron';
import type { Installation } from '../installation.ts';
import { userFolders } from '../store/userFolders.ts';
import { assembleWorkbench } from '../workbench/assembleWorkbench.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { connectChannel } from './channels.ts';
import { createDesktopHost } from './desktopHost.ts';
import { menuTemplate } from './menu.ts';
import { projectFolderOf, projectInArguments } from './openedPath.ts';
import { isOwnAddress, registerPageScheme, servePage } from './pageProtocol.ts';
import { portTransport } from './portTransport.ts';
import { allowGpu, cutNetwork, secureApplication } from './security.ts';
import { forkUtilities } from './utilityFork.ts';
import { openWindow } from './window.ts';

/** The desktop application, from its start to its end. Resolves when the window is open, or when another instance has taken over. */
export async function startApp(installation: Installation, args: readonly string[]): Promise<void> {
  app.enableSandbox();
  cutNetwork();
  allowGpu(process.platform);
  registerPageScheme();
  if (!app.requestSingleInstanceLock()) {
    // The first instance hears of it and comes to the front.
    app.quit();
    return;
  }
  let wanted = projectInArguments(args, process.cwd());
  let workbench: Workbench | null = null;
  let window: BrowserWindow | null = null;

  const open = (folder: string | null): void => {
    if (folder === null) return;
    if (workbench === null) wanted = folder;
    else workbench.openProject(folder).catch((error: unknown) => workbench?.notice(String(error)));
  };
  app.on('second-instance', (_, argv, workingFolder) => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
    open(projectInArguments(argv.slice(1), workingFolder));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open(projectFolderOf(path));
  });
  app.on('window-all-closed', () => app.quit());
  closeWorkbenchBeforeQuit(() => workbench);

  await app.whenReady();
  secureApplication();
  await servePage(installation.renderer);
  const bench = await assembleWorkbench(
    unpacked(installation),
    forkUtilities(installation.worker),
    createDesktopHost(),
  );
  workbench = bench;
  ipcMain.on(connectChannel, (event) => {
    // Only our own page in the top frame of the window may have a port.
    const [port] = event.ports;
    const isOurs =
      event.senderFrame !== null && event.senderFrame.parent === null && isOwnAddress(event.senderFrame.url);
    if (port !== undefined && isOurs) bench.connect(portTransport(port));
    else port?.close();
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, (command) => bench.command(command))));
  rememberRecent(bench);
  open(wanted);
  window = await openWindow({
    preload: join(dirname(installation.worker), 'preload.cjs'),
    icon: join(installation.assets, 'icon.png'),
    settings: userFolders().settings,
    mayClose: (asking) => mayClose(bench, asking),
  });
}

/** The demo's files lie beside the archive, so that they can be copied like any others. */
function unpacked(installation: Installation): Installation {
  return { ...installation, assets: installation.assets.replace('app.asar', 'app.asar.unpacked') };
}

/** Tells the system which projects were opened, for its own lists. */
function rememberRecent(workbench: Workbench): void {
  workbench.onEvent((event) => {
    if (event.kind === 'project' && event.project !== null) app.addRecentDocument(event.project.folder);
  });
}

async function mayClose(workbench: Workbench, window: BrowserWindow): Promise<boolean> {
  const { atWork } = workbench;
  if (atWork === null) return true;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: atWork === 'both' ? 'A run and a training are in progress.' : `A ${atWork} is in progress.`,
    detail: 'What is finished is kept. It goes on where it stopped when you open the project again.',
    buttons: ['Keep Running', 'Stop and Close'],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}

/** Lets the run, the project and the workers go before the application ends. */
function closeWorkbenchBeforeQuit(find: () => Workbench | null): void {
  let isClosed = false;
  app.on('will-quit', (event) => {
    const workbench = find();
    if (isClosed || workbench === null) return;
    event.preventDefault();
    void workbench.close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
}
