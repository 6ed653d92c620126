import { type NirProfile, readersOf } from '../../../shared/nir/profiles.ts';
import { bestRow } from '../../../shared/results/bestRow.ts';
import type { ShownRun } from '../../state/useRecord.ts';

/** What a choice of profile and end means, in words. */
export function profileWords(profile: NirProfile, output: 'spikes' | 'currents'): string {
  const readers = readersOf(profile).map(({ title }) => title);
  const neurons =
    profile === 'a'
      ? 'Integrate-and-fire nodes, r = 1/dt'
      : 'Leaky nodes with a time constant of 100 s, which hardly leak';
  const end =
    output === 'spikes' ? 'Whoever reads it counts output spikes.' : 'Whoever reads it adds up output currents.';
  return `${neurons}: for ${readers.slice(0, -1).join(', ')} and ${readers.at(-1)}. ${end}`;
}

/** The best cell of a run: the one that most likely leaves. */
export function firstCell({ record, rows }: ShownRun): string {
  const { durations, timeStep } = record.settings;
  const best = bestRow(rows, Math.max(...durations), timeStep);
  const index =
    best === null
      ? 0
      : record.cells.findIndex(({ id, seed }) => id === best.row.cell.id && seed === best.row.cell.seed);
  return String(Math.max(0, index));
}
