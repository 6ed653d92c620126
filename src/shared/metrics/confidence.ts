import { assertNever } from '../assertNever.ts';
import type { Readout } from '../simulation/readout.ts';

/**
 * How sure a readout is of its class, 0 to 1, from the scores after the last step [class]. Spike counts: the share of the output spikes that
 * are the class's. Potentials: softmax of potential / counted steps, the spiking network's estimate of the analog scores. Times to spikes: 1
 * divided by the number of classes that have won. Where nothing has spiked every class is as likely.
 */
export function confidenceOf(readout: Readout, scores: Float32Array, winner: number, countedSteps: number): number {
  switch (readout.kind) {
    case 'spikeCount':
    case 'timeToFirstSpike':
    case 'timeToKSpikes': {
      let sum = 0;
      for (let c = 0; c < scores.length; c++) sum += scores[c]!;
      return sum > 0 ? scores[winner]! / sum : 1 / scores.length;
    }
    case 'membranePotential': {
      const best = scores[winner]!;
      let sum = 0;
      for (let c = 0; c < scores.length; c++) sum += Math.exp((scores[c]! - best) / countedSteps);
      return 1 / sum;
    }
    default:
      return assertNever(readout);
  }
}

/** What the confidence of a readout is, in words. */
export function confidenceWords(readout: Readout): string {
  switch (readout.kind) {
    case 'spikeCount':
      return 'share of the output spikes';
    case 'membranePotential':
      return 'softmax of potential / counted steps';
    case 'timeToFirstSpike':
    case 'timeToKSpikes':
      return '1 / number of winners';
    default:
      return assertNever(readout);
  }
}
