import { assertNever } from '../assertNever.ts';
import type { Readout } from '../simulation/readout.ts';

/**
 * Margins, best score minus second best, at which a sample could be stopped early: rising, above 0. For spike counts in spikes, every whole
 * number up to 8 and four to each doubling from there; for potentials in units of the model, two to each doubling; for the times to first
 * spikes only 1, which stands for "decided". Part of the record's layout: to change a list is to change its version.
 */
export function marginLevels(readout: Readout): Float64Array {
  switch (readout.kind) {
    case 'spikeCount':
      return spikeLevels;
    case 'membranePotential':
      return potentialLevels;
    case 'timeToFirstSpike':
    case 'timeToKSpikes':
      return decided;
    default:
      return assertNever(readout);
  }
}

/** The unit of the levels. */
export function marginUnit(readout: Readout): string {
  switch (readout.kind) {
    case 'spikeCount':
      return 'spikes';
    case 'membranePotential':
      return 'units of the model';
    case 'timeToFirstSpike':
    case 'timeToKSpikes':
      return 'decided';
    default:
      return assertNever(readout);
  }
}

const decided = Float64Array.of(1);
/** 1 … 8, 10, 12, 14, 16, 20, … 16,384. */
const spikeLevels = Float64Array.from({ length: 8 + 4 * 11 }, (_, i) =>
  i < 8 ? i + 1 : (5 + ((i - 8) % 4)) * 2 ** (1 + Math.floor((i - 8) / 4)),
);
/** 2^−10 … 2^20. */
const potentialLevels = Float64Array.from(
  { length: 61 },
  (_, i) => (i % 2 === 0 ? 1 : Math.SQRT2) * 2 ** (Math.floor(i / 2) - 10),
);
