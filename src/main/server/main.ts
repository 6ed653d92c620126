import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { forkChildren } from '../engine/fork.ts';
import { findInstallation } from '../installation.ts';
import { userFolders } from '../store/userFolders.ts';
import { assembleWorkbench } from '../workbench/assembleWorkbench.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { createBrowserHost } from './browserHost.ts';
import { serveWorkbench } from './serveWorkbench.ts';

const usage = `usage: npm start -- [--browser] [--port <n>] [--project <folder>] [--allow <folder>]...

  --browser          serve a browser even where Electron is installed
  --port <n>         port on 127.0.0.1, from 1024 to 65535; default: any that is free
  --project <folder> open this project
  --allow <folder>   folder in which the file picker may look, besides projects; default: your home folder`;

/** The browser host: serves the workbench on this machine and prints the address to open. */
async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) return 2;
  const installation = findInstallation();
  if (!existsSync(installation.renderer)) {
    console.error(`The window is not built: there is no "${installation.renderer}". Run "npm run build" first.`);
    return 1;
  }
  const host = createBrowserHost(options.allow, installation.assets);
  const workbench = await assembleWorkbench(installation, forkChildren(installation.worker), host);
  try {
    if (options.project !== null) await workbench.openProject(options.project);
    const server = await serveWorkbench(workbench, {
      renderer: installation.renderer,
      drops: join(userFolders().projects, 'Dropped files'),
      port: options.port,
    });
    console.log(`Spikebench ${installation.version} is at ${server.url}`);
    console.log('The address holds the key to it. It works on this machine only. Ctrl-C ends Spikebench.');
    await stopSignal();
    console.log(stoppingWords(workbench.atWork));
    await server.close();
    return 0;
  } finally {
    await workbench.close();
  }
}

function stoppingWords(atWork: Workbench['atWork']): string {
  if (atWork === null) return 'Stopping.';
  if (atWork === 'both') return 'Stopping the run and the training; they can be gone on with.';
  return `Stopping the ${atWork}; it can be gone on with.`;
}

interface Options {
  readonly port: number;
  readonly project: string | null;
  readonly allow: readonly string[];
}

/** Null where the command line is wrong, which is then said. */
function readOptions(): Options | null {
  try {
    const { values } = parseArgs({
      options: {
        browser: { type: 'boolean' },
        port: { type: 'string', default: '0' },
        project: { type: 'string' },
        allow: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean' },
      },
    });
    if (values.help === true) {
      console.log(usage);
      process.exit(0);
    }
    const port = Number(values.port);
    if (!Number.isInteger(port) || (port !== 0 && (port < 1024 || port > 65_535))) {
      console.error(`--port "${values.port}" is not possible: it wants a whole number from 1024 to 65535.`);
      return null;
    }
    const project = values.project === undefined ? null : resolve(values.project);
    return { port, project, allow: values.allow.map((folder) => resolve(folder)) };
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error(usage);
    return null;
  }
}

/** Resolves with the first wish to end; a second one ends at once. */
function stopSignal(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        done();
      });
    }
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  const isPortTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (error instanceof WorkbenchError) console.error(error.message);
  else if (isPortTaken) console.error('The port is taken by another program. Choose another one with --port.');
  else console.error(error);
  process.exitCode = 1;
}
