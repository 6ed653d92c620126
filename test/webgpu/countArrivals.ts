import { asConvolutionWindow, type LinearSynapses, visitTargets } from '../../src/shared/conversion/connectivity.ts';
import {
  type ConvolutionWindow,
  type PoolingWindow,
  type PopulationShape,
  populationSize,
  type SpikingNetwork,
} from '../../src/shared/conversion/network.ts';
import type { Encoding } from '../../src/shared/simulation/encoding.ts';
import { analogPopulations } from '../../src/shared/simulation/kernels/simd/analog.ts';
import type { Recording } from '../../src/shared/simulation/recording.ts';

/** What the kernel of a population does for one sample, over all steps: counted, from what the network is and what it did. */
export interface Arrivals {
  /** Weights added to potentials, or traces compared. */
  readonly additions: number;
  /** Words of spikes that threads look at: 32 neurons each, or one neuron of a pooling window. */
  readonly looks: number;
  /** Neuron updates. */
  readonly updates: number;
  /** Products added before the first step: constant currents. */
  readonly prepared: number;
  /** By what pixels that share a warp lengthen it. */
  readonly widening: number;
}

/** Threads of a workgroup that run in step: what one of them does, all of them wait for. */
const warp = 32;

/**
 * The work of every population for one sample, given what it recorded with trains: [population]. A thread looks through the words of its
 * sources and adds a weight for every spike, as `synapses.ts` of the engine does.
 */
export function countArrivals(
  { populations }: SpikingNetwork,
  encoding: Encoding,
  recording: Recording,
): readonly Arrivals[] {
  const isConstant = analogPopulations(populations, encoding);
  const { steps } = recording;
  return populations.map(({ dynamics, shape }, index) => {
    const neurons = populationSize(populations[index]!);
    const updates = neurons * steps;
    switch (dynamics.kind) {
      case 'input':
      case 'relay':
        return { additions: 0, looks: updates / 32, updates, prepared: 0, widening: 1 };
      case 'maximumGate': {
        const looks = countCells(dynamics.window, shape) * steps;
        return { additions: looks, looks, updates, prepared: 0, widening: 1 };
      }
      case 'integrateAndFire':
      case 'accumulator': {
        let [additions, looks, prepared] = [0, 0, 0];
        for (const synapse of dynamics.synapses) {
          const source = populations[synapse.source]!;
          if (synapse.kind === 'maximumTrace') {
            const traces = countCells(synapse.window, shape) * steps;
            additions += traces + populationSize(source) * steps;
            looks += traces;
            continue;
          }
          const train = recording.trains![synapse.source]!;
          if (isConstant[synapse.source]) {
            prepared += countTargets(synapse, source.shape, shape).reduce((sum, count) => sum + count, 0);
            continue;
          }
          const targets = countTargets(synapse, source.shape, shape);
          for (const word of train.words) additions += targets[word & 0x7fffffff]!;
          looks += countLooks(synapse, source.shape, shape) * steps;
        }
        return { additions, looks, updates, prepared, widening: wideningOf(shape) };
      }
    }
  });
}

/**
 * Fewer than 32 channels put several pixels into a warp, which takes the time of its busiest thread: at worst of all pixels one after the
 * other, at best of one; the mean of both.
 */
function wideningOf([height, width, channels]: PopulationShape): number {
  if (height * width === 1 || channels >= warp) return 1;
  return (1 + warp / channels) / 2;
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

/** Words of spikes that all threads look at in one step. */
function countLooks(synapse: LinearSynapses, source: PopulationShape, target: PopulationShape): number {
  switch (synapse.kind) {
    case 'dense':
      return Math.ceil((source[0] * source[1] * source[2]) / 32) * target[0] * target[1] * target[2];
    case 'convolution':
      return countRunWords(synapse.window, source, target) * target[2];
    case 'depthwise':
      return synapse.window.size[0] * synapse.window.size[1] * target[0] * target[1] * target[2];
    case 'averagePooling':
      return countCells(synapse.window, target);
  }
}

/** Words of the runs of source neurons that the rows of all windows are: [target pixel] added up. */
function countRunWords(
  { size, strides, dilation, before }: ConvolutionWindow,
  [height, width, inputs]: PopulationShape,
  target: PopulationShape,
): number {
  let words = 0;
  for (let row = 0; row < target[0]; row++) {
    for (let column = 0; column < target[1]; column++) {
      const left = Math.max(0, column * strides[1] - before[1]);
      const right = Math.min(width, column * strides[1] - before[1] + size[1]);
      for (let ky = 0; ky < size[0]; ky++) {
        const y = row * strides[0] + ky * dilation[0] - before[0];
        if (y < 0 || y >= height || left >= right) continue;
        const [first, last] = [(y * width + left) * inputs, (y * width + right) * inputs];
        words += ((last + 31) >> 5) - (first >> 5);
      }
    }
  }
  return words;
}

/** Cells of the windows of all targets. */
function countCells(window: PoolingWindow, [height, width, channels]: PopulationShape): number {
  const { size } = asConvolutionWindow(window);
  return size[0] * size[1] * height * width * channels;
}

/** The mean over samples: [population]. */
export function meanArrivals(samples: readonly (readonly Arrivals[])[]): readonly Arrivals[] {
  return samples[0]!.map(({ widening }, population) => {
    const mean = (of: (each: Arrivals) => number) =>
      samples.reduce((sum, each) => sum + of(each[population]!), 0) / samples.length;
    return {
      additions: mean(({ additions }) => additions),
      looks: mean(({ looks }) => looks),
      updates: mean(({ updates }) => updates),
      prepared: mean(({ prepared }) => prepared),
      widening,
    };
  });
}
