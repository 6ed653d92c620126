import { app, dialog } from 'electron';
import { findInstallation } from '../installation.ts';
import { startApp } from './app.ts';

/** The desktop host: what Electron runs. */
startApp(findInstallation(), process.argv.slice(app.isPackaged ? 1 : 2)).catch((error: unknown) => {
  dialog.showErrorBox('Spikebench could not start', error instanceof Error ? error.message : String(error));
  app.exit(1);
});
