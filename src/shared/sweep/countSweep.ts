import type { SweepSettings } from './plan.ts';
import { drawsRandomNumbers } from './planSweep.ts';

/** How large a sweep is. */
export interface SweepCounts {
  readonly cells: number;
  /** Simulations really needed. */
  readonly simulations: number;
  /** Groups of simulations that share one encoded input. */
  readonly groups: number;
}

/** Counts what `planSweep` lays out, without naming it: at once, however large. Values of an axis must differ. */
export function countSweep({ presets, encodings, thresholds, seeds }: SweepSettings): SweepCounts {
  const groups = encodings.reduce((sum, encoding) => sum + (drawsRandomNumbers(encoding) ? seeds.length : 1), 0);
  return {
    cells: presets.length * encodings.length * thresholds.length * seeds.length,
    simulations: groups * presets.length * thresholds.length,
    groups,
  };
}
