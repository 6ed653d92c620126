import { readFile } from 'node:fs/promises';
import { type ClusterProgress, usualShards } from '../../shared/api/clusterViews.ts';
import { decodeRunRecord } from '../../shared/export/runJson.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { engineOf } from '../../shared/simulation/engineName.ts';
import { mostShards, partitionSweep } from '../../shared/sweep/partition.ts';
import { planSweep } from '../../shared/sweep/planSweep.ts';
import { readShards } from '../cluster/findShards.ts';
import { mergeShards } from '../cluster/mergeShards.ts';
import { readShard } from '../cluster/readShard.ts';
import { createResultReader } from '../cluster/resultReader.ts';
import { shardPath } from '../cluster/shardFile.ts';
import { followSweep } from '../cluster/slurm/followSweep.ts';
import type { CallSlurm } from '../cluster/slurm/slurmCommands.ts';
import type { SlurmSettings } from '../cluster/slurm/slurmSettings.ts';
import { readSlurmState } from '../cluster/slurm/slurmState.ts';
import type { Launcher } from '../cluster/slurm/submitShards.ts';
import type { Engine } from '../engine/engine.ts';
import type { ActiveRun, RunEnd, RunRequest } from './activeRun.ts';
import { createGrowingRun } from './growingRun.ts';

export interface ClusterRunRequest extends RunRequest {
  readonly slurm: SlurmSettings;
  readonly call: CallSlurm;
  readonly launcher: Launcher;
}

/**
 * Starts a run on a cluster, or picks it up. The analog network is evaluated here, so that curves can be drawn while shards come in. To
 * pause such a run is to leave it: its jobs go on.
 */
export function startClusterRun(engine: Pick<Engine, 'evaluate'>, request: ClusterRunRequest): ActiveRun {
  const { id, settings, files, store, provenance, slurm, call, launcher } = request;
  const { folder } = store;
  const plan = planSweep(settings);
  const growing = createGrowingRun(plan, []);
  const controller = new AbortController();
  let { name } = request;
  let head: RunRecord | null = null;
  let cluster: ClusterProgress | null = null;
  let phase: 'evaluate' | 'simulate' | 'save' = 'evaluate';
  let stoppedAs: 'paused' | 'cancelled' | null = null;
  const seen = new Set<number>();

  /** Adds what a finished shard counted to the curves. */
  async function take(progress: ClusterProgress, of: number): Promise<void> {
    for (const shard of progress.shards) {
      if (shard.phase !== 'finished' || seen.has(shard.number)) continue;
      seen.add(shard.number);
      const stored = await readShard(shardPath(folder, { ...shard, of }));
      const reader = createResultReader([stored], settings.data.count);
      try {
        growing.add(await reader.readAll());
      } finally {
        await reader.close();
      }
    }
    request.onChange();
  }

  async function work(): Promise<RunEnd> {
    try {
      const { model, data } = files;
      const analog = await engine.evaluate(
        { model, data, withOutputs: false, backend: 'portable' },
        { signal: controller.signal },
      );
      head = {
        schema: 2,
        settings,
        provenance: { ...provenance, engine: engineOf(settings) },
        analog: { correct: countEqual(files.labels!, analog.predictions), predictions: analog.predictions, work: null },
        labels: files.labels!,
        classNames: files.classNames,
        cells: plan.cells.map((cell) => ({ ...cell, tally: null, failure: null, notes: [], work: null })),
      };
      await request.onPrepared(head);
      phase = 'simulate';
      const before = await readSlurmState(folder);
      const most = mostShards(plan);
      const of = before?.shards ?? Math.min(slurm.shards ?? usualShards, most);
      let taking = Promise.resolve();
      const found = await followSweep(
        call,
        { folder, shards: partitionSweep(plan, of), settings: slurm, launcher, before },
        {
          signal: controller.signal,
          leaves: () => stoppedAs === 'paused',
          onProgress(progress) {
            cluster = progress;
            taking = taking.then(() => take(progress, of)).catch(() => {}); // the merge says what is wrong with a shard
          },
        },
      );
      await taking;
      phase = 'save';
      request.onChange();
      const merged = await mergeShards(await readShards(found), folder, {
        version: provenance.spikebench,
        signal: controller.signal,
      });
      const record = decodeRunRecord(await readFile(merged.files.json, 'utf8'), merged.files.json);
      return { state: merged.failed === 0 ? 'finished' : 'failed', record, error: null };
    } catch (error) {
      if (stoppedAs !== null) return { state: stoppedAs, record: null, error: null };
      return { state: 'failed', record: null, error };
    }
  }

  return {
    id,
    growing,
    get head() {
      return head;
    },
    progress() {
      const cells = growing.samplesDone();
      return {
        run: id,
        name,
        state: 'running',
        phase,
        done: cells.reduce((sum, samples) => sum + samples, 0),
        total: plan.cells.length * settings.data.count,
        samplesPerSecond: null,
        secondsLeft: null,
        cells,
        samples: settings.data.count,
        standstill: null,
        failures: [],
        reason: null,
        ...(cluster === null ? {} : { cluster }),
      };
    },
    setName(changed) {
      name = changed;
    },
    speed: null,
    notes: [],
    tryNow: () => false,
    stand() {},
    signal: controller.signal,
    stop(as) {
      stoppedAs = as;
      controller.abort();
    },
    ended: work(),
  };
}

/** Refuses where a run on a cluster cannot begin. Throws the Problems slurmMissing and slurmRefused. */
export async function requireSlurm(call: CallSlurm): Promise<void> {
  await call('sbatch', ['--version']);
}

/** Why no run can go to the cluster, in words; null where one can. */
export async function whyNoSlurm(call: CallSlurm): Promise<string | null> {
  try {
    await requireSlurm(call);
    return null;
  } catch (error) {
    if (error instanceof WorkbenchError) return error.message;
    throw error;
  }
}

function countEqual(labels: readonly number[], predictions: readonly number[]): number {
  return labels.filter((label, sample) => label === predictions[sample]).length;
}
