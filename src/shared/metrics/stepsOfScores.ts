import type { SpikingNetwork } from '../conversion/network.ts';

/**
 * What the potential is divided by to become the analog score: the steps that the readout counts, or 1 in the codes with a clock, whose input
 * arrives once.
 */
export function stepsOfScores({ populations, outputs, readoutDelay }: SpikingNetwork, steps: number): number {
  const { dynamics } = populations[outputs.accumulating]!;
  if (dynamics.kind === 'accumulator' && dynamics.biasClock !== null) return 1;
  return readoutDelay < steps ? steps - readoutDelay : steps;
}
