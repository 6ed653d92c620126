import type { Workshop } from './running.ts';

/**
 * Whether a kernel runs the population. `createGeneral` runs the others: wires that pass on several spikes of a neuron in a step, and
 * maxima of the rules `first` and `leading` over such spikes.
 */
export function hasKernel({ populations, forms, values }: Workshop, index: number): boolean {
  const { dynamics } = populations[index]!;
  switch (dynamics.kind) {
    case 'input':
    case 'integrateAndFire':
    case 'accumulator':
      return true;
    case 'maximumGate':
      return values[index] !== 0 || forms[dynamics.source]!.limit === 1 || forms[index]!.limit > 1;
    case 'relay':
      return values[index] !== 0 || forms[index]!.limit === 1;
  }
}
