import type { Prepared } from '../../shared/api/tasks.ts';
import { noCalibration } from '../../shared/conversion/calibration.ts';
import type { SweepPlan } from '../../shared/sweep/plan.ts';
import type { Shard } from '../../shared/sweep/shards.ts';
import type { Pool } from './pool.ts';

/**
 * Converts what the shards simulate, and measures what that needs; of other simulations nothing is known afterwards. Lists are
 * [simulation of the plan]. What is prepared of a simulation does not depend on the others.
 */
export async function prepareSimulations(
  pool: Pool,
  plan: SweepPlan,
  shards: readonly Shard[],
  signal: AbortSignal,
): Promise<Prepared> {
  const wanted = simulationsOfShards(plan, shards);
  const simulations = wanted.map((index) => plan.simulations[index]!);
  const prepared = await pool.run({ kind: 'prepare', settings: plan.settings, simulations }, { signal });
  const places = new Map(wanted.map((index, place) => [index, place]));
  const spread = <Value>(values: readonly Value[], none: Value): Value[] =>
    plan.simulations.map((_, index) => {
      const place = places.get(index);
      return place === undefined ? none : values[place]!;
    });
  return {
    ...prepared,
    calibrations: spread(prepared.calibrations, noCalibration),
    notes: spread(prepared.notes, []),
    works: spread(prepared.works, null),
    problems: spread(prepared.problems, null),
  };
}

/** Indices of the simulations that any of the shards runs samples through, in the order of the plan. */
export function simulationsOfShards(plan: SweepPlan, shards: readonly Shard[]): readonly number[] {
  const groups = [...new Set(shards.map(({ group }) => group))];
  return groups.flatMap((group) => plan.groups[group]!).toSorted((a, b) => a - b);
}
