import type { Tally } from './tally.ts';

/** A tally without its lists by sample: what curves and tables need, and small enough to send often. */
export function trimTally(tally: Tally): Tally {
  return {
    ...tally,
    readouts: tally.readouts.map((readout) => ({ ...readout, predictions: [], courses: null })),
    populationSpikes: [],
  };
}

/**
 * Adds one more part to the trimmed tally of the parts so far (null: none). Unlike `mergeTallies` it allows gaps between the parts, so
 * that a curve can be drawn while shards finish in any order; a part given twice would count twice.
 */
export function growTally(sum: Tally | null, part: Tally): Tally {
  if (sum === null) return trimTally(part);
  return {
    from: Math.min(sum.from, part.from),
    count: sum.count + part.count,
    analogCorrect: sum.analogCorrect + part.analogCorrect,
    readouts: sum.readouts.map(({ correct, agreement, tied, kept }, r) => {
      const more = part.readouts[r]!;
      return {
        correct: added(correct, more.correct),
        agreement: added(agreement, more.agreement),
        tied: added(tied, more.tied),
        kept: kept && more.kept && added(kept, more.kept),
        predictions: [],
        courses: null,
      };
    }),
    spikes: added(sum.spikes, part.spikes),
    synapticOperations: added(sum.synapticOperations, part.synapticOperations),
    populations: sum.populations,
    populationSpikes: [],
  };
}

function added(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, step) => value + b[step]!);
}
