import type { SpikeForm } from './forms.ts';
import { type Population, populationSize } from '../../../conversion/network.ts';

/** Measured (docs/decisions/0011): convolutions do not care, dense layers reuse a tile's weights more often in longer blocks. */
const usualSteps = 256;
/** Bytes of spike lists, if every neuron fired in every step, that a block may take. */
const mostBytes = 128 << 20;

/** Time steps that the populations run one after the other before the next block. */
export function chooseBlockSteps(
  populations: readonly Population[],
  forms: readonly SpikeForm[],
  steps: number,
): number {
  const bytesOfStep =
    8 * populations.reduce((sum, population, index) => sum + populationSize(population) * forms[index]!.limit, 0);
  return Math.max(1, Math.min(steps, usualSteps, Math.floor(mostBytes / bytesOfStep)));
}
