import type { Accumulator, IntegrateAndFire } from '../../../conversion/network.ts';
import type { Workshop } from './running.ts';

/** Whether the kernels know what a population does with what its sources send; otherwise `createGeneral` runs it. */
export function hasKernel({ populations, forms, values }: Workshop, index: number): boolean {
  const { dynamics } = populations[index]!;
  switch (dynamics.kind) {
    case 'input':
      return true;
    case 'maximumGate':
      return values[index] !== 0 || forms[dynamics.source]!.limit === 1;
    case 'relay':
      return values[index] !== 0 || dynamics.sources.every(isBinary);
    case 'integrateAndFire':
    case 'accumulator':
      return (
        isPlain(dynamics) &&
        dynamics.synapses.every(({ source }) => isBinary(source) && forms[source]!.amplitudes === null)
      );
  }

  function isBinary(source: number): boolean {
    const { signed, limit } = forms[source]!;
    return !signed && limit === 1;
  }
}

/** Integrates and fires by the same rule in every step, a binary spike at a time. */
function isPlain(dynamics: IntegrateAndFire | Accumulator): boolean {
  if (dynamics.kind === 'accumulator') return dynamics.biasClock === null;
  const { leak, refractorySteps, spikes, clock } = dynamics;
  return leak === null && refractorySteps === 0 && spikes.kind === 'binary' && clock === null;
}
