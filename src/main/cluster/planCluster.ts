import { stat } from 'node:fs/promises';
import { openDatasetFiles } from '../store/datasetFiles.ts';
import type { TallyBytes } from '../../shared/metrics/tallyBytes.ts';
import { estimateShards, type ShardEstimate } from '../../shared/sweep/estimateShards.ts';
import type { SweepShard } from '../../shared/sweep/partition.ts';
import type { SweepPlan } from '../../shared/sweep/plan.ts';

/** What a sweep costs on a cluster, before it is sent. */
export interface ClusterPlan {
  readonly cells: number;
  readonly simulations: number;
  readonly shards: number;
  /** Hours of one core, at the speed that was measured on this machine. */
  readonly coreHours: number;
  /** Bytes of model and data, which every shard reads, and of the results. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly ends: readonly ShardEstimate[];
}

export interface ClusterCosts {
  /** Samples times networks times steps a second of one worker. */
  readonly stepsPerSecond: number;
  readonly bytes: TallyBytes;
  /** Workers of a shard, and most shards at a time. */
  readonly cpus: number;
  readonly throttle: number | undefined;
}

export async function planCluster(
  plan: SweepPlan,
  shards: readonly SweepShard[],
  { stepsPerSecond, bytes, cpus, throttle }: ClusterCosts,
): Promise<ClusterPlan> {
  const { model, data } = plan.settings;
  const costs = shards.map(({ cost }) => cost);
  const { sources } = await openDatasetFiles(data.path);
  const dataBytes = sources.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return {
    cells: plan.cells.length,
    simulations: plan.simulations.length,
    shards: shards.length,
    coreHours: costs.reduce((sum, cost) => sum + cost, 0) / stepsPerSecond / 3600,
    bytesIn: (await stat(model.path)).size + dataBytes,
    bytesOut: Math.round(plan.simulations.length * (bytes.fixed + bytes.perSample * data.count)),
    ends: estimateShards(costs, stepsPerSecond * cpus, throttle ?? shards.length),
  };
}
