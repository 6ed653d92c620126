import { createInterface } from 'node:readline/promises';
import type { ClusterProgress } from '../../shared/api/clusterViews.ts';
import { clusterWords, usualShards } from '../../shared/api/clusterViews.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { durationWords } from '../../shared/results/runProgressWords.ts';
import { mostShards, partitionSweep, type SweepShard } from '../../shared/sweep/partition.ts';
import type { SweepPlan } from '../../shared/sweep/plan.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import { readShards } from '../cluster/findShards.ts';
import { mergeShards } from '../cluster/mergeShards.ts';
import { type ClusterPlan, planCluster } from '../cluster/planCluster.ts';
import { followSweep } from '../cluster/slurm/followSweep.ts';
import { createSlurmCalls } from '../cluster/slurm/slurmCommands.ts';
import { parseSlurmSettings, readSlurmFile, type SlurmSettings } from '../cluster/slurm/slurmSettings.ts';
import { readSlurmState } from '../cluster/slurm/slurmState.ts';
import { scriptOf } from '../cluster/slurm/submitShards.ts';
import { forkChildren } from '../engine/fork.ts';
import { createPool } from '../engine/pool.ts';
import { type FolderUse, openResults } from '../store/resultsStore.ts';
import { measureSimulation } from '../workbench/measureSimulation.ts';
import { catchInterrupt, interruptedExitCode } from './interrupt.ts';
import { printMerged } from './mergeCommand.ts';
import type { Output } from './output.ts';
import { cli, version, withEngine, worker } from './session.ts';
import type { SweepSource } from './sweepSource.ts';
import { wrongValue } from './values.ts';

export interface ClusterOptions {
  readonly use: FolderUse;
  readonly asJson: boolean;
  /** As written behind --slurm, "partition=short"; and the file of --slurm-settings. */
  readonly given: readonly string[];
  readonly file: string | null;
  /** Says what it would cost and sends nothing. */
  readonly onlyPlan: boolean;
  /** Ctrl-C leaves the job on the cluster. */
  readonly detach: boolean;
}

/** `sweep … --executor slurm`: sends a sweep to a cluster, follows it and merges it. Gives the exit code. */
export async function sweepOnCluster(source: SweepSource, options: ClusterOptions, output: Output): Promise<number> {
  const { use, asJson, onlyPlan, detach } = options;
  const folder = source.raw.out?.text;
  if (folder === undefined) {
    const needed = 'name a folder that the nodes of the cluster see as well';
    throw new WorkbenchError({ area: 'setting', kind: 'missingSetting', setting: '--out', needed });
  }
  const slurm = await readSettings(options);
  const { settings } = await withEngine(1, (engine) => source.open(engine));
  const plan = planSweep(settings);
  const before = use === 'resume' ? await readSlurmState(folder) : null;
  const shards = cutInto(plan, slurm, before?.shards ?? null);
  const launcher = { node: process.execPath, runner: cli };

  if (onlyPlan || before === null) {
    const costs = await measure(plan);
    const { cpus, throttle } = slurm;
    const planned = await planCluster(plan, shards, { ...costs, cpus, throttle });
    if (onlyPlan) {
      const script = await scriptOf({ folder, settings: slurm, launcher, shards: shards.length });
      output.print(asJson ? JSON.stringify({ ...planned, script }) : `${planWords(planned)}\n\n${script}`);
      return 0;
    }
    output.say(planWords(planned));
  }
  const { signal, release } = catchInterrupt();
  const store = await openResults(folder, settings, use, version);
  try {
    const leaves = (): boolean | Promise<boolean> => detach || askWhetherToLeave();
    const watch = { signal, leaves, onProgress: createTeller(output) };
    const sweep = { folder, shards, settings: slurm, launcher, before };
    const files = await followSweep(createSlurmCalls(slurm.ssh ?? null), sweep, watch);
    const merged = await mergeShards(await readShards(files), folder, { version, signal });
    return await printMerged(merged, asJson, output);
  } catch (error) {
    if (!(error instanceof WorkbenchError) || !isInterrupt(error)) throw error;
    output.say(error.message);
    return interruptedExitCode();
  } finally {
    await store.close();
    release();
  }
}

async function readSettings({ given, file }: ClusterOptions): Promise<SlurmSettings> {
  const stored = file === null ? {} : await readSlurmFile(file);
  const flags = given.map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw wrongValue('--slurm', text, 'a setting and its value, as partition=short');
    return [text.slice(0, at).trim(), text.slice(at + 1)];
  });
  return parseSlurmSettings({ ...stored, ...Object.fromEntries(flags) }, '--slurm');
}

/** The shards of a sweep; those of the job that is gone on with, where there is one. */
function cutInto(plan: SweepPlan, { shards }: SlurmSettings, before: number | null): readonly SweepShard[] {
  const most = mostShards(plan);
  const wanted = before ?? shards ?? Math.min(usualShards, most);
  if (wanted > most) throw wrongValue('--slurm shards', String(wanted), `at most ${most} for this sweep`);
  return partitionSweep(plan, wanted);
}

async function measure({ settings }: SweepPlan) {
  const pool = createPool(1, forkChildren(worker));
  try {
    return await measureSimulation({ desk: pool }, settings);
  } finally {
    pool.close();
  }
}

function isInterrupt({ problem }: WorkbenchError): boolean {
  return problem.kind === 'jobCancelled' || problem.kind === 'jobDetached';
}

/** Asks where somebody can answer; else the job is cancelled. */
async function askWhetherToLeave(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const line = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await line.question('Leave the job running on the cluster? [y/N] ');
    return /^y/i.test(answer.trim());
  } catch {
    return false;
  } finally {
    line.close();
  }
}

/** Says what has changed, in a line. */
function createTeller(output: Output): (progress: ClusterProgress) => void {
  let last = '';
  return (progress) => {
    const job = progress.job === null ? '' : `Job ${progress.job}, `;
    const words = progress.trouble ?? `${job}${clusterWords(progress)}`;
    if (words !== last) output.say(words);
    last = words;
  };
}

const mostListed = 12;

function planWords({ cells, simulations, shards, coreHours, bytesIn, bytesOut, ends }: ClusterPlan): string {
  const listed = ends.slice(0, mostListed).map(({ number, end }) => `  shard ${number} after ${durationWords(end)}`);
  const last = Math.max(...ends.map(({ end }) => end));
  return [
    `${cells} cells, ${simulations} simulations in ${shards} ${shards === 1 ? 'shard' : 'shards'}`,
    `${coreHours.toPrecision(2)} core-hours at the speed of this machine; the last shard ends after ${durationWords(last)} of computing`,
    `${megabytes(bytesIn)} to read for each shard, about ${megabytes(bytesOut)} of results`,
    ...listed,
    ...(ends.length > mostListed ? [`  and ${ends.length - mostListed} more`] : []),
  ].join('\n');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)} MB`;
}
