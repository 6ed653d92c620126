import type { SweepPlan } from './plan.ts';
import { planId } from './planId.ts';
import type { Shard } from './shards.ts';

/**
 * The id of a shard, made of what it computes: which simulations over which samples, for how many steps and which readouts they are
 * counted, and by which engine. The same on every machine, however the rest of the sweep is cut.
 */
export function shardId({ settings, steps, simulations, groups }: SweepPlan, pieces: readonly Shard[]): string {
  return planId({
    steps,
    ...(settings.engine === undefined ? {} : { engine: settings.engine }),
    readouts: settings.readouts.map((readout) => ({ ...readout })),
    pieces: pieces.map(({ group, from, count }) => ({
      from,
      count,
      simulations: groups[group]!.map((index) => simulations[index]!.id),
    })),
  });
}
