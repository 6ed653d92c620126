import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How a command ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

export const demoModel = join(root, 'assets/demo/digits-cnn.keras');
export const demoData = join(root, 'assets/demo/digits.npz');

/** Starts the command line as the README does, in a process group of its own. */
export function start(args: readonly string[]) {
  const child = spawn(process.execPath, [join(root, 'scripts/cli.mjs'), ...args], { cwd: root, detached: true });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
  return { pid: child.pid!, ended };
}

export function runCommand(...args: readonly string[]): Promise<Ended> {
  return start(args).ended;
}

/** A folder that is gone when the work is done. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'spikebench-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
