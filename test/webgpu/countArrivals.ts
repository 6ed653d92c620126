import { type LinearSynapses, visitTargets } from '../../src/shared/conversion/connectivity.ts';
import {
  type PoolingWindow,
  type PopulationShape,
  populationSize,
  type SpikingNetwork,
} from '../../src/shared/conversion/network.ts';
import type { Encoding } from '../../src/shared/simulation/encoding.ts';
import { analogPopulations } from '../../src/shared/simulation/kernels/simd/analog.ts';
import type { Recording, SpikeTrain } from '../../src/shared/simulation/recording.ts';
import { countWarpEvents, warp } from './countWarpEvents.ts';

/** What the kernel of a population does for one sample, over all steps: counted, from what the network is and what it did. */
export interface Arrivals {
  /** Weights added to potentials, or traces compared. */
  readonly additions: number;
  /**
   * What threads do one after the other: looks at a word of spikes or a cell of a window, additions of the weights of a thread's lanes, updates of
   * its neurons. A warp takes the time of its busiest thread, so all of its threads count that much.
   */
  readonly events: number;
  /** Products added before the first step: constant currents. */
  readonly prepared: number;
}

/** The work of every population for one sample that was recorded with trains; `threads`: of each population's kernel for a sample. */
export function countArrivals(
  { populations }: SpikingNetwork,
  encoding: Encoding,
  recording: Recording,
  threads: readonly number[],
): readonly Arrivals[] {
  const isConstant = analogPopulations(populations, encoding);
  const { steps } = recording;
  return populations.map(({ dynamics, shape }, index) => {
    const own = threads[index]!;
    const updates = own * steps;
    switch (dynamics.kind) {
      case 'input':
      case 'relay':
        return { additions: 0, events: updates, prepared: 0 };
      case 'maximumGate':
        return isConstant[index]
          ? { additions: 0, events: 0, prepared: countCells(dynamics.window, shape) }
          : { additions: 0, events: updates + 2 * cellsOf(dynamics.window) * updates, prepared: 0 };
      case 'integrateAndFire':
      case 'accumulator': {
        const sum = { additions: 0, events: updates, prepared: 0 };
        for (const synapse of dynamics.synapses) {
          const source = populations[synapse.source]!;
          if (synapse.kind === 'maximumTrace') {
            // The traces are kept by a kernel of their own, of a thread a source neuron.
            sum.additions += (countCells(synapse.window, shape) + populationSize(source)) * steps;
            sum.events += cellsOf(synapse.window) * updates + populationSize(source) * steps;
            continue;
          }
          const targets = countTargets(synapse, source.shape, shape);
          if (isConstant[synapse.source]) {
            sum.prepared += targets.reduce((total, count) => total + count, 0);
            continue;
          }
          const train = recording.trains![synapse.source]!;
          for (const word of train.words) sum.additions += targets[word & 0x7fffffff]!;
          sum.events += countSynapseEvents(synapse, source.shape, shape, train, own);
        }
        return sum;
      }
    }
  });
}

/** Looks and additions of all threads, all steps. */
function countSynapseEvents(
  synapse: LinearSynapses,
  source: PopulationShape,
  target: PopulationShape,
  train: SpikeTrain,
  threads: number,
): number {
  const steps = train.offsets.length - 1;
  switch (synapse.kind) {
    case 'dense': {
      // All threads look at the same words.
      const words = Math.ceil((source[0] * source[1] * source[2]) / 32) * steps;
      return Math.ceil(threads / warp) * warp * (words + train.words.length);
    }
    case 'convolution':
      return countWarpEvents(synapse, source, target, train, threads);
    case 'depthwise':
    case 'averagePooling':
      // A look and a choice for every cell, whether it fired or not.
      return 2 * cellsOf(synapse.window) * threads * steps;
  }
}

/** [source neuron]: targets of a spike. */
function countTargets(synapse: LinearSynapses, source: PopulationShape, target: PopulationShape): Uint32Array {
  const counts = new Uint32Array(source[0] * source[1] * source[2]);
  for (let neuron = 0; neuron < counts.length; neuron++) {
    visitTargets(synapse, source, target, neuron, () => {
      counts[neuron]!++;
    });
  }
  return counts;
}

function cellsOf({ size }: Pick<PoolingWindow, 'size'>): number {
  return size[0] * size[1];
}

/** Cells of the windows of all targets. */
function countCells(window: PoolingWindow, [height, width, channels]: PopulationShape): number {
  return cellsOf(window) * height * width * channels;
}

/** The mean over samples: [population]. */
export function meanArrivals(samples: readonly (readonly Arrivals[])[]): readonly Arrivals[] {
  return samples[0]!.map((_, population) => {
    const mean = (of: (each: Arrivals) => number) =>
      samples.reduce((sum, each) => sum + of(each[population]!), 0) / samples.length;
    return {
      additions: mean(({ additions }) => additions),
      events: mean(({ events }) => events),
      prepared: mean(({ prepared }) => prepared),
    };
  });
}
