/** What the Run view shows of a sweep on a cluster. */
export interface ClusterProgress {
  /** Number of the latest job; null before the first. */
  readonly job: string | null;
  /** Shards in the order of their numbers. */
  readonly shards: readonly ShardProgress[];
  /** Why nothing is known at the moment, in words: Slurm does not answer; null where it does. */
  readonly trouble: string | null;
}

export interface ShardProgress {
  readonly number: number;
  readonly id: string;
  readonly phase: ShardPhase;
  /** How often it was sent. */
  readonly attempts: number;
  /** Why it failed last, in words; null where it did not. */
  readonly reason: string | null;
}

/** `failed`: for good; a shard that is sent again waits. */
export type ShardPhase = 'waiting' | 'running' | 'finished' | 'failed' | 'cancelled';

export const shardPhases = [
  'finished',
  'running',
  'waiting',
  'failed',
  'cancelled',
] as const satisfies readonly ShardPhase[];

/** "6 shards: 2 finished, 1 running, 3 waiting". */
export function clusterWords({ shards }: Pick<ClusterProgress, 'shards'>): string {
  const counts = shardPhases
    .map((phase) => [phase, shards.filter((shard) => shard.phase === phase).length] as const)
    .filter(([, count]) => count > 0)
    .map(([phase, count]) => `${count} ${phase}`);
  return `${shards.length} ${shards.length === 1 ? 'shard' : 'shards'}: ${counts.join(', ')}`;
}
