import type { Watch } from '../../shared/api/engineViews.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import type { Simulation, SweepPlan } from '../../shared/sweep/plan.ts';

/**
 * Why a simulation cannot be finished, in words, where the error concerns this simulation alone: a worker lost over it again and again, a
 * conversion that is not possible, a bug. Null where it stands against the whole sweep: a file that is gone, a cancel.
 */
export function faultOf(error: unknown): string | null {
  if (error instanceof WorkbenchError) {
    const { area, kind } = error.problem;
    return area === 'conversion' || (area === 'run' && kind === 'workerLost') ? error.message : null;
  }
  if (!(error instanceof Error) || error.name === 'AbortError') return null;
  return `Spikebench has a bug: ${error.message.split('\n')[0]!.replace(/[.\s]*$/, '')}.`;
}

/** Simulations that cannot be finished, and why. */
export interface Failures {
  /** Has nothing to give for the simulation from now on: the empty list. */
  add(simulation: Simulation, reason: string): readonly never[];
  reasonOf(simulation: string): string | null;
}

/** Failures of the cells of a plan; whoever watches hears of each simulation once. */
export function collectFailures(plan: SweepPlan, { onFailure }: Watch): Failures {
  const reasons = new Map<string, string>();
  return {
    add({ id }, reason) {
      if (reasons.has(id)) return [];
      reasons.set(id, reason);
      const cells = plan.cells.flatMap(({ simulation }, cell) =>
        plan.simulations[simulation]!.id === id ? [cell] : [],
      );
      onFailure?.({ cells, reason });
      return [];
    },
    reasonOf: (id) => reasons.get(id) ?? null,
  };
}
