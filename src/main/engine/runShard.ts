import type { Task } from '../../shared/api/tasks.ts';
import type { Simulation } from '../../shared/sweep/plan.ts';
import type { Shard } from '../../shared/sweep/shards.ts';
import type { PartialResult } from '../store/resultsStore.ts';
import { faultOf, type Failures } from './cellFaults.ts';
import type { RunOptions } from './pool.ts';
import type { Simulator } from './simulator.ts';

type SimulateTask = Extract<Task, { kind: 'simulate' }>;

/** Has samples of a sweep simulated. `taskOf` gives the task for some simulations of a shard. */
export interface ShardRunner {
  readonly simulator: Simulator;
  readonly taskOf: (shard: Shard, simulations: readonly Simulation[]) => SimulateTask;
  readonly failures: Failures;
  readonly signal: AbortSignal;
}

/**
 * What the simulations counted over the shard, all of them in one task. Where that fails for a fault of theirs, each is tried once alone:
 * one network may have drawn the others of its group with it. What fails alone too is added to the failures.
 */
export async function runShard(
  runner: ShardRunner,
  shard: Shard,
  wanted: readonly Simulation[],
  onProgress: (done: number) => void,
): Promise<readonly PartialResult[]> {
  const { failures } = runner;
  try {
    return await simulateOnce(runner, shard, wanted, { onProgress });
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null) throw error;
    if (wanted.length === 1) return failures.add(wanted[0]!, fault);
  }
  const found: PartialResult[] = [];
  for (const simulation of wanted) {
    try {
      found.push(...(await simulateOnce(runner, shard, [simulation], { attempts: 1 })));
    } catch (error) {
      const fault = faultOf(error);
      if (fault === null) throw error;
      failures.add(simulation, fault);
    }
  }
  return found;
}

async function simulateOnce(
  { simulator, taskOf, signal }: ShardRunner,
  shard: Shard,
  simulations: readonly Simulation[],
  options: RunOptions,
): Promise<readonly PartialResult[]> {
  const { tallies, engine } = await simulator.simulate(taskOf(shard, simulations), { signal, ...options });
  const by = engine === null ? {} : { engine };
  return simulations.map(({ id }, index) => ({ simulation: id, tally: tallies[index]!, ...by }));
}
