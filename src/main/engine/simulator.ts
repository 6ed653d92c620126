import type { SimulateTask } from '../../shared/api/tasks.ts';
import type { Tally } from '../../shared/metrics/tally.ts';
import type { Pool, RunOptions } from './pool.ts';

/** What runs the samples of a shard through its networks. */
export interface Simulator {
  /** Shards that it wants under way at the same time. */
  readonly width: number;
  simulate(task: SimulateTask, options: RunOptions): Promise<Simulated>;
}

export interface Simulated {
  /** [simulation]. */
  readonly tallies: readonly Tally[];
  /** What counted them, in the words of a record; null: the engine of the workers. */
  readonly engine: string | null;
}

/** Shards under way for each worker: one at work, one to go on with while results are written to the disk. */
const shardsPerWorker = 2;

/** The worker processes. */
export function poolSimulator(pool: Pool): Simulator {
  return {
    width: pool.size * shardsPerWorker,
    simulate: async (task, options) => ({ tallies: await pool.run(task, options), engine: null }),
  };
}
