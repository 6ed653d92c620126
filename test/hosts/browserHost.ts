import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A workbench of its own for a test: real server, real engine, empty home. */
export interface BrowserHost {
  /** Address with the token, to be opened once. */
  readonly url: string;
  /** Folder in which the workbench keeps settings and projects, and in which its file picker may look. */
  readonly home: string;
  close(): Promise<void>;
}

/** Starts the browser host as `npm start -- --browser` does, on any free port. */
export async function startBrowserHost(allow: readonly string[] = []): Promise<BrowserHost> {
  const home = mkdtempSync(join(tmpdir(), 'spikebench-'));
  const allowed = [home, ...allow].flatMap((folder) => ['--allow', folder]);
  const child = spawn(process.execPath, ['scripts/start.mjs', '--browser', ...allowed], {
    env: { ...process.env, SPIKEBENCH_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressFrom(child);
  return {
    url,
    home,
    async close() {
      const closed = once(child, 'exit');
      child.kill('SIGTERM');
      await closed;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function addressFrom(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    // Heard to the end, so that the pipe neither fills nor breaks.
    child.stdout?.on('data', (part) => {
      printed += String(part);
      const [address] = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(printed) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`The server ended without an address:\n${printed}`)));
  });
}
