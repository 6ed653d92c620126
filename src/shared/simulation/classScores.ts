import { assertNever } from '../assertNever.ts';
import type { Readout } from './readout.ts';
import type { Recording } from './recording.ts';

/**
 * What a readout compares after every step, [step][class]: spikes so far; the potential; for the times to k spikes the spikes so far up to
 * the deciding step, and from then on 1 for the classes that had k spikes in it and 0 for the others.
 */
export function classScores(recording: Recording, classes: number, readout: Readout): number[][] {
  switch (readout.kind) {
    case 'spikeCount':
      return spikesSoFar(recording, classes);
    case 'membranePotential':
      return Array.from({ length: recording.steps }, (_, t) => [
        ...recording.outputPotentials.subarray(t * classes, (t + 1) * classes),
      ]);
    case 'timeToFirstSpike':
      return decidedAt(spikesSoFar(recording, classes), 1);
    case 'timeToKSpikes':
      return decidedAt(spikesSoFar(recording, classes), readout.k);
    default:
      return assertNever(readout);
  }
}

function spikesSoFar({ steps, outputSpikes }: Recording, classes: number): number[][] {
  const counts = new Uint32Array(classes);
  return Array.from({ length: steps }, (_, t) => {
    for (let c = 0; c < classes; c++) counts[c]! += outputSpikes[t * classes + c]!;
    return [...counts];
  });
}

function decidedAt(counts: number[][], k: number): number[][] {
  const decided = counts.findIndex((row) => row.some((count) => count >= k));
  if (decided === -1) return counts;
  const winners = counts[decided]!.map((count) => (count >= k ? 1 : 0));
  return counts.map((row, t) => (t < decided ? row : winners));
}
