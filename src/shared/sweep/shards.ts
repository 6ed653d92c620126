import { engineOf, isSlow } from '../simulation/engineName.ts';
import type { SweepPlan } from './plan.ts';

/** A piece of work for one worker: a run of samples through every network of a group. */
export interface Shard {
  /** Index in the plan's `groups`. */
  readonly group: number;
  /** Index of the first sample, counted from the first of the sweep. */
  readonly from: number;
  readonly count: number;
}

/** Most samples of a shard, and most samples times networks: what is lost when a worker dies. */
const mostSamples = 50;
const mostSimulations = 150;
/** An engine that takes a hundred times as long gets pieces of a tenth, so that less is lost and progress is seen. */
const partForSlowEngines = 10;
/** Fewest shards that a sweep is cut into where it has samples enough, so that the workers end at about the same time. */
const fewestShards = 40;

/** The shards of a sweep, group after group. They depend on the plan alone, never on the number of workers. */
export function shardsOf(plan: SweepPlan): readonly Shard[] {
  const { count } = plan.settings.data;
  const part = isSlow(engineOf(plan.settings)) ? partForSlowEngines : 1;
  const evenly = Math.ceil((count * plan.groups.length) / fewestShards);
  return plan.groups.flatMap((simulations, group) => {
    const size = Math.max(
      1,
      Math.min(mostSamples / part, evenly, Math.floor(mostSimulations / part / simulations.length)),
    );
    return runsOf(count, size).map((run) => ({ group, ...run }));
  });
}

/** Samples 0 to `count` - 1 in runs of `size`, the last one shorter. */
export function runsOf(count: number, size: number): readonly { readonly from: number; readonly count: number }[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, run) => ({
    from: run * size,
    count: Math.min(size, count - run * size),
  }));
}
