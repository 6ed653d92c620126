import { analogEnergy, type EnergyModel, spikingEnergy } from '../metrics/energy.ts';
import { stepTimes } from '../metrics/curves.ts';
import type { Milliseconds } from '../units.ts';
import type { ResultRow } from './resultRows.ts';

/** How the accuracy of a row grows with the energy that it has cost: one entry per step. */
export interface EnergyCurve {
  readonly row: ResultRow;
  readonly time: readonly Milliseconds[];
  /** For one image up to the step, µJ. */
  readonly energy: readonly number[];
  /** As fractions. */
  readonly accuracy: readonly number[];
}

export interface EnergyNumbers {
  readonly curves: readonly EnergyCurve[];
  /** The analog network; null where the record does not say what it does. */
  readonly analog: { readonly energy: number; readonly accuracy: number } | null;
}

/** Rows of records that do not say what their networks do are left out. */
export function energyNumbers(rows: readonly ResultRow[], model: EnergyModel, timeStep: Milliseconds): EnergyNumbers {
  const curves = rows.flatMap((row): EnergyCurve[] => {
    if (row.work === null) return [];
    const { correct } = row.tally.readouts[row.readoutIndex]!;
    return [
      {
        row,
        time: stepTimes(correct.length, timeStep),
        energy: spikingEnergy(row.tally, row.work, model),
        accuracy: correct.map((count) => count / row.tally.count),
      },
    ];
  });
  const [first] = curves;
  const { work, tally } = first?.row ?? { work: null, tally: null };
  return {
    curves,
    analog:
      work === null || tally === null
        ? null
        : { energy: analogEnergy(work.analog, model), accuracy: tally.analogCorrect / tally.count },
  };
}
