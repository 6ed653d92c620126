/** When a shard is expected to begin and end, in seconds from the moment at which the cluster begins with the first. */
export interface ShardEstimate {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/**
 * When shards of these costs end where `slots` of them run at a time, each begun in order as a place becomes free. `costs` in any unit,
 * `speed` in that unit a second and shard. Time in the queue is not in it.
 */
export function estimateShards(costs: readonly number[], speed: number, slots: number): readonly ShardEstimate[] {
  const free = Array.from({ length: Math.max(1, Math.min(slots, costs.length)) }, () => 0);
  return costs.map((cost, index) => {
    const slot = free.indexOf(free.reduce((earliest, time) => Math.min(earliest, time), Infinity));
    const start = free[slot]!;
    const end = start + cost / speed;
    free[slot] = end;
    return { number: index + 1, start, end };
  });
}
