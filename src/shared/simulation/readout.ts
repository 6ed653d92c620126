import { assertNever } from '../assertNever.ts';

/** How the output layer's activity becomes class scores. All of them are read from one recording. */
export type Readout =
  | { readonly kind: 'spikeCount' }
  | { readonly kind: 'membranePotential' }
  | { readonly kind: 'timeToFirstSpike' }
  | { readonly kind: 'timeToKSpikes'; readonly k: number };

/** Name in tables, files and on the command line. */
export function readoutName(readout: Readout): string {
  switch (readout.kind) {
    case 'spikeCount':
      return 'spike-count';
    case 'membranePotential':
      return 'membrane-potential';
    case 'timeToFirstSpike':
      return 'time-to-first-spike';
    case 'timeToKSpikes':
      return `time-to-${readout.k}-spikes`;
    default:
      return assertNever(readout);
  }
}
