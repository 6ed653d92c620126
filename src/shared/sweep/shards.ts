import { type EngineName, engineOf, isSlow } from '../simulation/engineName.ts';
import type { SweepPlan } from './plan.ts';

/** A piece of work for one worker: a run of samples through every network of a group. */
export interface Shard {
  /** Index in the plan's `groups`. */
  readonly group: number;
  /** Index of the first sample, counted from the first of the sweep. */
  readonly from: number;
  readonly count: number;
}

/** How a sweep is cut into shards for an engine. */
interface Cut {
  /** Most samples of a shard, and most samples times networks: what is lost when a worker dies. */
  readonly samples: number;
  readonly simulations: number;
  /** Fewest shards where there are samples enough, so that the workers end at about the same time. */
  readonly fewest: number;
}

const usual: Cut = { samples: 50, simulations: 150, fewest: 40 };
/** Engines that take a hundred times as long get pieces of a tenth, so that less is lost and progress is seen. */
const slow: Cut = { ...usual, samples: 5, simulations: 15 };
/** A graphics processor takes many samples side by side, and hardly longer for them than for one (docs/gpu.md). */
const wide: Cut = { samples: 250, simulations: 3000, fewest: 4 };

/** The shards of a sweep, group after group. They depend on the plan alone, never on the number of workers. */
export function shardsOf(plan: SweepPlan): readonly Shard[] {
  const { count } = plan.settings.data;
  const cut = cutFor(engineOf(plan.settings));
  const evenly = Math.ceil((count * plan.groups.length) / cut.fewest);
  return plan.groups.flatMap((simulations, group) => {
    const size = Math.max(1, Math.min(cut.samples, evenly, Math.floor(cut.simulations / simulations.length)));
    return runsOf(count, size).map((run) => ({ group, ...run }));
  });
}

function cutFor(engine: EngineName): Cut {
  if (engine === 'webgpu') return wide;
  return isSlow(engine) ? slow : usual;
}

/** Samples 0 to `count` - 1 in runs of `size`, the last one shorter. */
export function runsOf(count: number, size: number): readonly { readonly from: number; readonly count: number }[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, run) => ({
    from: run * size,
    count: Math.min(size, count - run * size),
  }));
}
