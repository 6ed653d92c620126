import { type Population, populationSize, type Relay } from '../../conversion/network.ts';
import { negativeSpike, neuronOf } from '../recording.ts';
import { createGate } from './referenceGate.ts';
import { createNeurons } from './referenceNeurons.ts';
import type { RunningPopulation } from './referenceSignal.ts';

/** A population at rest, ready for one sample. */
export function createPopulation(population: Population, populations: readonly Population[]): RunningPopulation {
  const { dynamics } = population;
  switch (dynamics.kind) {
    case 'input':
      return { step: () => [], potential: null };
    case 'maximumGate':
      return createGate(dynamics, population, populations);
    case 'relay':
      return createRelay(dynamics, populations);
    case 'accumulator':
    case 'integrateAndFire':
      return createNeurons(dynamics, population, populations);
  }
}

function createRelay({ sources, origin }: Relay, populations: readonly Population[]): RunningPopulation {
  return {
    potential: null,
    step(signals) {
      const spikes = new Map<number, number[]>();
      let first = 0;
      for (const source of sources) {
        for (const word of signals[source]!.now) {
          const from = first + neuronOf(word);
          spikes.set(from, [...(spikes.get(from) ?? []), word]);
        }
        first += populationSize(populations[source]!);
      }
      const sent: number[] = [];
      for (const [target, from] of origin.entries()) {
        for (const word of spikes.get(from) ?? []) sent.push(((word & negativeSpike) | target) >>> 0);
      }
      return sent;
    },
  };
}
