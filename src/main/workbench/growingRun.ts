import type { GrowingCell } from '../../shared/api/runViews.ts';
import { growTally } from '../../shared/metrics/growTally.ts';
import type { Tally } from '../../shared/metrics/tally.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import type { SweepPlan } from '../../shared/sweep/plan.ts';
import type { PartialResult } from '../store/resultsStore.ts';

/** The curves of a run over the shards that are on the disk. */
export interface GrowingRun {
  add(results: readonly PartialResult[]): void;
  /** Samples that are done: [cell]. */
  samplesDone(): readonly number[];
  /** Cells that changed since the last call. */
  takeChanges(): readonly GrowingCell[];
  /** The record with the tallies of finished cells, and the unfinished ones that are begun. */
  fill(record: RunRecord): { readonly record: RunRecord; readonly growing: readonly GrowingCell[] };
}

export function createGrowingRun(plan: SweepPlan, finished: readonly PartialResult[]): GrowingRun {
  const { count } = plan.settings.data;
  const sums = new Map<string, Tally>();
  const known = new Set(plan.simulations.map(({ id }) => id));
  let changed = new Set<string>();
  const isWhole = (tally: Tally | null): boolean => tally?.count === count;
  const sumOf = (cell: number): Tally | null => sums.get(plan.simulations[plan.cells[cell]!.simulation]!.id) ?? null;
  const run: GrowingRun = {
    add(results) {
      for (const { simulation, tally } of results) {
        if (!known.has(simulation)) continue;
        sums.set(simulation, growTally(sums.get(simulation) ?? null, tally));
        changed.add(simulation);
      }
    },
    samplesDone: () => plan.cells.map((_, cell) => sumOf(cell)?.count ?? 0),
    takeChanges() {
      const cells = plan.cells.flatMap(({ simulation }, cell) => {
        const { id } = plan.simulations[simulation]!;
        return changed.has(id) ? [{ cell, tally: sums.get(id)! }] : [];
      });
      changed = new Set();
      return cells;
    },
    fill(record) {
      const tallies = record.cells.map((_, cell) => sumOf(cell));
      return {
        record: {
          ...record,
          cells: record.cells.map((cell, index) => ({
            ...cell,
            tally: isWhole(tallies[index]!) ? tallies[index]! : null,
          })),
        },
        growing: tallies.flatMap((tally, cell) => (tally === null || isWhole(tally) ? [] : [{ cell, tally }])),
      };
    },
  };
  run.add(finished);
  return run;
}
