import { methodOf } from '../conversion/presets.ts';
import type { SweepSettings } from './plan.ts';
import { canonicalJson } from './planId.ts';
import { drawsInput, drawsPotentials } from './planSweep.ts';
import { whatCountsIn } from './whatCounts.ts';

/** How large a sweep is. */
export interface SweepCounts {
  readonly cells: number;
  /** Simulations really needed. */
  readonly simulations: number;
  /** Groups of simulations that share one encoded input. */
  readonly groups: number;
}

/** Counts what `planSweep` lays out, without naming it: at once, however large. Values of an axis must differ. */
export function countSweep({ presets, changes, encodings, thresholds, seeds }: SweepSettings): SweepCounts {
  const methods = presets.flatMap((preset) =>
    changes.map((change) => methodOf({ preset, thresholdFactor: 1, changes: change })),
  );
  const unique = new Map(methods.map((method) => [canonicalJson(whatCountsIn(method)), method]));
  let simulations = 0;
  let groups = 0;
  for (const encoding of encodings) {
    const draws = [...unique.values()].map((method) => drawsInput(encoding) || drawsPotentials(method));
    for (const drawn of draws) simulations += thresholds.length * (drawn ? seeds.length : 1);
    groups += (draws.includes(true) ? seeds.length : 0) + (draws.includes(false) ? 1 : 0);
  }
  return {
    cells: presets.length * changes.length * encodings.length * thresholds.length * seeds.length,
    simulations,
    groups,
  };
}
