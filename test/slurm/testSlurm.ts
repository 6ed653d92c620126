import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { slurmMissing, startSlurm, type TestCluster } from './startSlurm.ts';

/**
 * The demo's sweep on a real Slurm, which is started here: `npm run test:slurm`. One task is killed half-way, one job is left, its number
 * lost and picked up again, one is cancelled; what comes back is byte for byte what one machine computes.
 */

const cli = join(dirname(fileURLToPath(import.meta.url)), 'cli.js');
const demo = [
  'assets/demo/digits-cnn.keras',
  '--data',
  'assets/demo/digits.npz',
  '--preset',
  'rueckauer',
  '--encoding',
  'constant-current,poisson,phase-shift-oscillation',
  '--threshold',
  '0.6,1,1.4',
  '--duration',
  '100',
];
/** Enough to be half-way through. */
const smaller = ['--limit', '150'];
const slurm = ['--executor', 'slurm', '--slurm', 'shards=6', '--slurm', 'poll=0.5', '--slurm', 'partition=test'];

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Command {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

function start(cluster: TestCluster, args: readonly string[]): Command {
  const child = spawn(process.execPath, [cli, 'sweep', ...demo, ...args], { env: cluster.env });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, out, err })));
  return { child, ended };
}

/** Tasks in the queue: "7_2 RUNNING". */
function queue({ env }: TestCluster): readonly string[] {
  const { stdout } = spawnSync('squeue', ['--array', '--noheader', '--format=%i %T'], { env });
  return stdout
    .toString()
    .trim()
    .split('\n')
    .filter((line) => line !== '');
}

async function until<Value>(what: string, find: () => Value | null | undefined): Promise<Value> {
  for (let tries = 0; tries < 600; tries++) {
    const found = find();
    if (found !== null && found !== undefined) return found;
    await setTimeout(100);
  }
  throw new Error(`Waited in vain for ${what}`);
}

/** Waits for a task that is half-way; says what the command said where it ended before. */
async function whileRunning<Value>(ended: Promise<Ended>, find: () => Value | null): Promise<Value> {
  return Promise.race([
    until('a task half-way', find),
    ended.then(({ err, out }) => {
      throw new Error(`The command has ended: ${err}${out}`);
    }),
  ]);
}

interface HalfWay {
  readonly number: number;
  /** The process that computes the shard. */
  readonly pid: number;
}

/** A shard that a task has finished a part of and is still at work on; a journal has the process in its name. */
function halfWay(cluster: TestCluster, out: string): HalfWay | null {
  const running = new Set(queue(cluster).flatMap((line) => /^\d+_(\d+) RUNNING$/.exec(line)?.[1] ?? []));
  for (const name of listFolder(join(out, 'shards'))) {
    const [, number, pid] = /^shard-(\d+)-of-6-[0-9a-f]+\..+-(\d+)-[0-9a-f]+\.partial\.jsonl$/.exec(name) ?? [];
    if (number === undefined || !running.has(number)) continue;
    if (readText(join(out, 'shards', name)).includes('\n')) return { number: Number(number), pid: Number(pid) };
  }
  return null;
}

function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function assertSame(out: string, local: string): void {
  for (const name of ['results.csv', 'run.json', 'accuracy-against-time.svg']) {
    assert.ok(readText(join(local, name)).length > 100);
    assert.ok(readText(join(out, name)) === readText(join(local, name)), `${name} of the cluster differs`);
  }
}

function jobsOf(out: string): readonly { readonly id: string; readonly numbers: readonly number[] }[] {
  const { jobs }: { jobs: { id: string; numbers: number[] }[] } = JSON.parse(readText(join(out, 'slurm/state.json')));
  return jobs;
}

async function killed(cluster: TestCluster, folder: string, local: string): Promise<void> {
  const out = join(folder, 'killed');
  const { ended } = start(cluster, ['--limit', '500', '--out', out, ...slurm]);
  const { number, pid } = await whileRunning(ended, () => halfWay(cluster, out));
  process.kill(pid, 'SIGKILL');
  const { code, err } = await ended;
  assert.equal(code, 0, err);
  const [first, ...others] = jobsOf(out);
  assert.deepEqual(first?.numbers, [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(
    others.map(({ numbers }) => numbers),
    [[number]],
  );
  assertSame(out, local);
  console.log(`  shard ${number} was killed half-way and sent again as a task of job ${others[0]!.id}; same bytes`);
}

async function leftAndPickedUp(cluster: TestCluster, folder: string, local: string): Promise<void> {
  const out = join(folder, 'left');
  const args = [...smaller, '--out', out, ...slurm];
  const { child, ended } = start(cluster, [...args, '--detach']);
  await whileRunning(ended, () => halfWay(cluster, out));
  child.kill('SIGINT');
  const { code, err } = await ended;
  assert.equal(code, 130);
  assert.match(err, /Job \d+ goes on without this window, with \d of 6 shards finished/);
  assert.ok(queue(cluster).length > 0, 'the job is in the queue');
  const { id } = jobsOf(out)[0]!;
  forgetNumber(cluster, out);
  const again = await start(cluster, [...args, '--resume']).ended;
  assert.equal(again.code, 0, again.err);
  assert.deepEqual(
    jobsOf(out).map((job) => job.id),
    [id],
    'nothing was sent twice',
  );
  assertSame(out, local);
  console.log('  a job was left with Ctrl-C and picked up again by its name; same bytes');
}

/** Leaves the state as it is when the program ends between sending a job and writing its number down. */
function forgetNumber({ env }: TestCluster, out: string): void {
  const path = join(out, 'slurm/state.json');
  const { stdout } = spawnSync('squeue', ['--noheader', '--format=%j'], { env });
  const [name] = stdout.toString().trim().split('\n');
  const { jobs, ...state }: { jobs: readonly { numbers: number[]; submitted: string }[] } = JSON.parse(readText(path));
  const { numbers, submitted } = jobs[0]!;
  writeFileSync(path, JSON.stringify({ ...state, jobs: [], sending: { name, numbers, submitted } }));
}

async function cancelled(cluster: TestCluster, folder: string, local: string): Promise<void> {
  const out = join(folder, 'cancelled');
  const args = [...smaller, '--out', out, ...slurm];
  const { child, ended } = start(cluster, args);
  await whileRunning(ended, () => halfWay(cluster, out));
  child.kill('SIGINT');
  const { code, err } = await ended;
  assert.equal(code, 130);
  assert.match(err, /Cancelled on the cluster, with \d of 6 shards finished/);
  await until('an empty queue', () => (queue(cluster).some((line) => !line.endsWith('COMPLETING')) ? null : true));
  const again = await start(cluster, [...args, '--resume']).ended;
  assert.equal(again.code, 0, again.err);
  assertSame(out, local);
  console.log('  a job was cancelled with Ctrl-C and gone on with; same bytes');
}

async function runLocally(cluster: TestCluster, folder: string, limit: readonly string[]): Promise<string> {
  const out = join(folder, `local-${limit.at(-1)}`);
  const { code, err } = await start(cluster, [...limit, '--out', out]).ended;
  assert.equal(code, 0, err);
  return out;
}

async function main(): Promise<void> {
  const missing = slurmMissing();
  if (missing !== null) {
    console.log(`test:slurm is skipped: ${missing}.`);
    return;
  }
  const cluster = await startSlurm().catch((error: unknown) => {
    // A container may forbid what the daemons need: that says nothing about Spikebench.
    console.log(`test:slurm is skipped: Slurm does not start here. ${error instanceof Error ? error.message : ''}`);
    return null;
  });
  if (cluster === null) return;
  const folder = mkdtempSync(join(tmpdir(), 'spikebench-'));
  try {
    await killed(cluster, folder, await runLocally(cluster, folder, ['--limit', '500']));
    const local = await runLocally(cluster, folder, smaller);
    await leftAndPickedUp(cluster, folder, local);
    await cancelled(cluster, folder, local);
    console.log('test:slurm passed');
  } finally {
    await cluster.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
