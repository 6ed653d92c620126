import type { Tally } from './tally.ts';

/** What a tally takes as text: the lists by step, and what every sample adds. */
export interface TallyBytes {
  readonly fixed: number;
  readonly perSample: number;
}

/** Sizes of a tally's text in bytes; those of lists by sample are averages over its samples. */
export function measureTallyBytes(tally: Tally): TallyBytes {
  const all = JSON.stringify(tally).length;
  const bySample = [
    tally.populationSpikes,
    ...tally.readouts.flatMap(({ predictions, courses }) => [predictions, courses]),
  ];
  const samples = bySample.reduce((sum, list) => sum + JSON.stringify(list).length, 0);
  return { fixed: all - samples, perSample: samples / tally.count };
}
