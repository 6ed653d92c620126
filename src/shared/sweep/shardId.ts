import type { SweepPlan } from './plan.ts';
import { planId } from './planId.ts';
import type { Shard } from './shards.ts';

/**
 * The id of a shard, made of what it computes: which simulations over which samples, and for how many steps and which readouts they are
 * counted. The same on every machine, however the rest of the sweep is cut.
 */
export function shardId({ settings, steps, simulations, groups }: SweepPlan, pieces: readonly Shard[]): string {
  return planId({
    steps,
    readouts: settings.readouts.map((readout) => ({ ...readout })),
    pieces: pieces.map(({ group, from, count }) => ({
      from,
      count,
      simulations: groups[group]!.map((index) => simulations[index]!.id),
    })),
  });
}
