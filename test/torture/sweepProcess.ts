import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The command line, built beside this script by `scripts/run.mjs --with cli,worker`; in the test suite the one of `npm run build`. */
const beside = join(dirname(fileURLToPath(import.meta.url)), 'cli.js');
const cli = existsSync(beside) ? beside : join(process.cwd(), 'dist/main/cli.js');
const assets = join(process.cwd(), 'assets/demo');

/** A small sweep: two encodings, two thresholds, shards of a few samples. */
const grid = ['--preset', 'rueckauer', '--calibration', '10', '--encoding', 'constant-current,poisson'];
const size = ['--threshold', '0.8,1', '--duration', '8', '--readout', 'membrane-potential,spike-count'];

export interface SweepEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly err: string;
}

export interface SweepProcess {
  readonly pid: number;
  readonly process: ChildProcess;
  readonly ended: Promise<SweepEnd>;
  /** What it has said on stderr so far. */
  err(): string;
  /** Its worker processes. */
  workers(): readonly number[];
}

export interface SweepSetting {
  readonly out: string;
  readonly samples: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly more?: readonly string[];
}

/** Starts a sweep in a process group of its own, going on with what is in its folder. */
export function startSweep({ out, samples, env = {}, more = ['--workers', '2'] }: SweepSetting): SweepProcess {
  const files = [join(assets, 'digits-cnn.keras'), '--data', join(assets, 'digits.npz'), '--limit', String(samples)];
  const args = [cli, 'sweep', ...files, ...grid, ...size, '--out', out, '--resume', ...more];
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const pid = child.pid!;
  return {
    pid,
    process: child,
    ended: new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, err }))),
    err: () => err,
    workers: () => childrenOf(pid),
  };
}

function childrenOf(pid: number): readonly number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return text === '' ? [] : text.split(' ').map(Number).filter(isWorker);
  } catch {
    return [];
  }
}

/** Not so between fork and exec: the program waits for the child there, and would stop with it. */
function isWorker(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('worker.js');
  } catch {
    return false;
  }
}

/** Everything that a sweep leaves for people, as one text. */
export async function resultsOf(out: string): Promise<string> {
  const names = ['results.csv', 'run.json', 'accuracy-against-time.svg'];
  return (await Promise.all(names.map((name) => readFile(join(out, name), 'utf8')))).join('\n');
}

/** Sends a signal to a process or a group (negative); false where there is none any more. */
export function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
