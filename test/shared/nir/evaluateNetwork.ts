import type { LinearSynapses } from '../../../src/shared/conversion/connectivity.ts';
import { weightedSum } from '../../../src/shared/conversion/linearTerms.ts';
import { type Population, populationSize, type SpikingNetwork } from '../../../src/shared/conversion/network.ts';
import { parameterOf } from '../../../src/shared/conversion/neuronParameter.ts';

/**
 * The rates towards which a network of integrate-and-fire neurons with threshold 1 tends, from 0 to 1, and the sums of its accumulators: what the
 * wiring computes, whatever the spikes do.
 */
export function evaluateNetwork({ populations }: SpikingNetwork, input: Float32Array): readonly Float64Array[] {
  const values: Float64Array[] = [];
  for (const population of populations) values.push(valueOf(population));
  return values;

  function valueOf(population: Population): Float64Array {
    const { dynamics, shape } = population;
    if (dynamics.kind === 'input') return Float64Array.from(input);
    if (dynamics.kind === 'relay') {
      const all = dynamics.sources.flatMap((source) => [...values[source]!]);
      return Float64Array.from(dynamics.origin, (from) => (from === -1 ? 0 : all[from]!));
    }
    if (dynamics.kind !== 'integrateAndFire' && dynamics.kind !== 'accumulator') throw new Error(dynamics.kind);
    const sums = Float64Array.from({ length: populationSize(population) }, (_, n) =>
      dynamics.biasCurrent === null ? 0 : parameterOf(dynamics.biasCurrent, n, shape[2]),
    );
    for (const synapse of dynamics.synapses as readonly LinearSynapses[]) {
      const source = populations[synapse.source]!;
      const part = weightedSum(synapse, Float32Array.from(values[synapse.source]!), source.shape, shape);
      for (let n = 0; n < sums.length; n++) sums[n]! += part[n]!;
    }
    return dynamics.kind === 'accumulator' ? sums : sums.map((sum) => Math.min(1, Math.max(0, sum)));
  }
}
