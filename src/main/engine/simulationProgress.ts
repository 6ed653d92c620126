import type { Watch } from '../../shared/api/engineViews.ts';
import type { SweepPlan } from '../../shared/sweep/plan.ts';
import type { Shard } from '../../shared/sweep/shards.ts';

/**
 * Reports how many samples have gone through how many networks. To be told of every shard how many of its samples are done; shards not
 * `left` were done before.
 */
export function countSimulated(
  plan: SweepPlan,
  shards: readonly Shard[],
  left: readonly Shard[],
  { onProgress }: Watch,
): (shard: Shard, samples: number) => void {
  const networks = (shard: Shard): number => plan.groups[shard.group]!.length;
  const sum = (some: readonly Shard[]): number => some.reduce((all, shard) => all + shard.count * networks(shard), 0);
  const total = sum(shards);
  const seen = new Map<Shard, number>();
  let done = total - sum(left);
  onProgress?.({ phase: 'simulate', done, total });
  return (shard: Shard, samples: number): void => {
    done += (samples - (seen.get(shard) ?? 0)) * networks(shard);
    seen.set(shard, samples);
    onProgress?.({ phase: 'simulate', done, total });
  };
}
