import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ClusterProgress } from '../../../shared/api/clusterViews.ts';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import type { SweepShard } from '../../../shared/sweep/partition.ts';
import { parseShardName, shardPath, shardsFolder } from '../shardFile.ts';
import { findJob, uniqueJobName } from './findJob.ts';
import { createShardTracker, type ShardTracker } from './shardTracker.ts';
import type { CallSlurm } from './slurmCommands.ts';
import type { SlurmSettings } from './slurmSettings.ts';
import { type SlurmState, writeSlurmState } from './slurmState.ts';
import { type Launcher, logOf, submitShards } from './submitShards.ts';
import { queryTasks } from './taskStates.ts';

export interface ClusterSweep {
  /** With its plan.json; the results of shards come to its folder `shards`. */
  readonly folder: string;
  readonly shards: readonly SweepShard[];
  readonly settings: SlurmSettings;
  readonly launcher: Launcher;
  /** What was sent before; null for a new sweep. */
  readonly before: SlurmState | null;
}

export interface ClusterWatch {
  readonly signal: AbortSignal;
  /** Asked after an abort: whether the jobs go on without us. */
  readonly leaves: () => boolean | Promise<boolean>;
  readonly onProgress: (progress: ClusterProgress) => void;
}

/** Looks in a row at which Slurm may give no answer, each after twice the time of the one before, up to some minutes. */
const mostTroubles = 12;
const longestWait = 300;

/**
 * Sends the shards of a sweep as a job array, or picks up what was sent before; follows it, sends those again that failed or timed out, and
 * gives the files of all when they are there. Throws the Problems shardsFailed, jobCancelled, jobDetached and those of the commands.
 */
export async function followSweep(
  call: CallSlurm,
  { folder, shards, settings, launcher, before }: ClusterSweep,
  watch: ClusterWatch,
): Promise<readonly string[]> {
  const jobs = before === null || before.shards !== shards.length ? [] : [...before.jobs];
  const tracker = createShardTracker(shards, jobs, settings.attempts);
  let lost = before?.shards === shards.length ? (before.sending ?? null) : null;
  let trouble: string | null = null;
  let troubles = 0;
  const tell = (): void => watch.onProgress({ job: jobs.at(-1)?.id ?? null, shards: tracker.progress(), trouble });

  /** Takes over a job whose number was not written down: the program ended between sending and writing. */
  async function adopt(job: NonNullable<typeof lost>): Promise<void> {
    const id = await findJob(call, job.name);
    if (id === null) return;
    jobs.push({ id, numbers: [...job.numbers], submitted: job.submitted });
    tracker.sent(id, job.numbers);
    await writeSlurmState(folder, { schema: 1, shards: shards.length, settings, jobs });
  }

  for (;;) {
    try {
      if (lost !== null) await adopt(lost);
      lost = null;
      // The queue first: a task that has ended has left its file before.
      const states = await queryTasks(call, openJobs(tracker));
      tracker.update(await finishedIn(folder, shards), states);
      [trouble, troubles] = [null, 0];
    } catch (error) {
      if (!(error instanceof WorkbenchError) || error.problem.kind === 'slurmMissing' || ++troubles > mostTroubles) {
        throw error;
      }
      trouble = error.message;
    }
    const numbers = trouble === null ? tracker.toSend() : [];
    if (numbers.length > 0 && !watch.signal.aborted) {
      const state = { schema: 1, shards: shards.length, settings, jobs } as const;
      const name = uniqueJobName();
      const sending = { name, numbers: [...numbers], submitted: new Date().toISOString() };
      await writeSlurmState(folder, { ...state, sending });
      const job = await submitShards(call, { folder, settings, launcher, shards: shards.length, numbers, name });
      tracker.sent(job, numbers);
      jobs.push({ id: job, numbers: sending.numbers, submitted: sending.submitted });
      await writeSlurmState(folder, state);
    }
    tell();
    if (trouble === null && tracker.isSettled) break;
    const seconds = Math.min(settings.poll * 2 ** troubles, Math.max(longestWait, settings.poll));
    await setTimeout(1000 * seconds, undefined, { signal: watch.signal }).catch(() => {});
    if (watch.signal.aborted) await end(call, tracker, watch);
  }
  return results(folder, shards, tracker);
}

/** Jobs with tasks that are not known to have ended. */
function openJobs(tracker: ShardTracker): readonly string[] {
  const open = tracker.progress().filter(({ phase }) => phase === 'waiting' || phase === 'running');
  return [...new Set(open.flatMap(({ number }) => tracker.jobOf(number) ?? []))];
}

/** Ends the following of a job, and the job with it unless it is to go on. */
async function end(call: CallSlurm, tracker: ShardTracker, watch: ClusterWatch): Promise<never> {
  const all = tracker.progress();
  const of = all.length;
  const finished = all.filter(({ phase }) => phase === 'finished').length;
  const jobs = openJobs(tracker);
  if (jobs.length > 0 && (await watch.leaves())) {
    throw new WorkbenchError({ area: 'cluster', kind: 'jobDetached', finished, of, job: jobs.join(', ') });
  }
  if (jobs.length > 0) await call('scancel', jobs);
  throw new WorkbenchError({ area: 'cluster', kind: 'jobCancelled', finished, of });
}

/** Numbers of the shards that have their file. */
async function finishedIn(folder: string, shards: readonly SweepShard[]): Promise<ReadonlySet<number>> {
  const names = await readdir(join(folder, shardsFolder)).catch(() => []);
  const found = names.flatMap((name) => parseShardName(name) ?? []);
  return new Set(
    found
      .filter(({ number, of, id }) => of === shards.length && shards[number - 1]?.id === id)
      .map(({ number }) => number),
  );
}

async function results(
  folder: string,
  shards: readonly SweepShard[],
  tracker: ShardTracker,
): Promise<readonly string[]> {
  const lost = tracker.progress().filter(({ phase }) => phase !== 'finished');
  const [first] = lost;
  if (first === undefined) return shards.map((shard) => shardPath(folder, shard));
  const log = logOf(folder, tracker.jobOf(first.number) ?? '', first.number);
  const said = await lastLine(log);
  throw new WorkbenchError({
    area: 'cluster',
    kind: 'shardsFailed',
    shards: lost.map(({ number, id }) => ({ number, id })),
    of: shards.length,
    reason: `${first.reason ?? 'It has no result'}${said === null ? '' : `: ${said}`}`,
    log: said === null ? null : log,
  });
}

/** What a task said last. */
async function lastLine(log: string): Promise<string | null> {
  const text = await readFile(log, 'utf8').catch(() => '');
  const line = text.split('\n').findLast((one) => one.trim() !== '');
  return line === undefined
    ? null
    : line
        .trim()
        .replace(/[.\s]+$/, '')
        .slice(0, 300);
}
