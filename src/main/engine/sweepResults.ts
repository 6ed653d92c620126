import { mergeTallies } from '../../shared/metrics/mergeTallies.ts';
import type { Tally } from '../../shared/metrics/tally.ts';
import type { Simulation, SweepPlan } from '../../shared/sweep/plan.ts';
import type { Shard } from '../../shared/sweep/shards.ts';
import type { PartialResult } from '../store/resultsStore.ts';

/** The simulations that a shard runs its samples through. */
export function simulationsOf(plan: SweepPlan, { group }: Shard): readonly Simulation[] {
  return plan.groups[group]!.map((index) => plan.simulations[index]!);
}

/** The tallies of shards as they come in. */
export interface SweepResults {
  has(shard: Shard): boolean;
  /** The simulations of a shard that are not finished on its samples. */
  missingOf(shard: Shard): readonly Simulation[];
  add(results: readonly PartialResult[]): void;
  /** The tally over all samples; null where a part is missing. */
  wholeOf(simulation: string): Tally | null;
}

/** The results of a plan, beginning with those that were finished before. Those of other plans are left aside. */
export function collectResults(plan: SweepPlan, finished: readonly PartialResult[]): SweepResults {
  const { offset, count } = plan.settings.data;
  const parts = new Map(plan.simulations.map(({ id }) => [id, new Map<number, Tally>()]));
  const results: SweepResults = {
    has: (shard) => results.missingOf(shard).length === 0,
    missingOf: (shard) => simulationsOf(plan, shard).filter(({ id }) => !parts.get(id)!.has(offset + shard.from)),
    add(found) {
      for (const { simulation, tally } of found) parts.get(simulation)?.set(tally.from, tally);
    },
    wholeOf(simulation) {
      const tallies = [...(parts.get(simulation)?.values() ?? [])];
      const samples = tallies.reduce((sum, tally) => sum + tally.count, 0);
      return samples === count ? mergeTallies(tallies) : null;
    },
  };
  results.add(finished);
  return results;
}
