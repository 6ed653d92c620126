import type {
  ConvolutionWindow,
  IntegrateAndFire,
  PoolingWindow,
  Population,
  PopulationShape,
  SpikingNetwork,
  Synapses,
} from '../../src/shared/conversion/network.ts';
import { uniform } from '../../src/shared/random.ts';

/** Random weights in [-0.5, 0.5), scaled. */
export function randomWeights(length: number, scale: number): Float32Array {
  return Float32Array.from({ length }, (_, n) => scale * (uniform('drawing', 1, length, 0, n) - 0.5));
}

/** Stride 1 and Keras's `same` padding. */
export function sameWindow(size: number): ConvolutionWindow {
  const before = (size - 1) >> 1;
  return { size: [size, size], strides: [1, 1], dilation: [1, 1], before: [before, before] };
}

/** Neurons with reset by subtraction and one threshold. */
export function integrateAndFire(synapses: readonly Synapses[], threshold: number): IntegrateAndFire {
  return {
    kind: 'integrateAndFire',
    synapses,
    currentDecay: null,
    biasCurrent: null,
    lowerBound: null,
    threshold: Float32Array.of(threshold),
    comparison: 'atLeast',
    reset: 'subtraction',
    initialPotential: Float32Array.of(0),
    leak: null,
    refractorySteps: 0,
    spikes: { kind: 'binary' },
    clock: null,
  };
}

/** Puts a dense output layer of `classes` after the last population: spiking and accumulating. */
export function withOutputs(
  name: string,
  populations: readonly Population[],
  classes: number,
  source = populations.length - 1,
): SpikingNetwork {
  const [height, width, channels] = populations[source]!.shape;
  const weights = randomWeights(height * width * channels * classes, 0.3);
  const synapses = [{ kind: 'dense', source, weights, delay: 0 }] as const;
  return {
    name,
    timeStep: 1,
    populations: [
      ...populations,
      { name: 'output', shape: [1, 1, classes], dynamics: integrateAndFire(synapses, 1) },
      {
        name: 'output potentials',
        shape: [1, 1, classes],
        dynamics: {
          kind: 'accumulator',
          synapses,
          currentDecay: null,
          biasCurrent: null,
          lowerBound: null,
          biasClock: null,
        },
      },
    ],
    outputs: { spiking: populations.length, accumulating: populations.length + 1 },
    readoutDelay: 0,
  };
}

/**
 * The notebook's CNN with random weights: three convolutions 5x5 of 16, 64 and 64 filters, each with max pooling. The thresholds are tuned
 * so that, as in the trained network, the second and third convolution receive some 390 and 600 spikes a step from `digitLikeSample`.
 */
export function syntheticCnn(): SpikingNetwork {
  return createCnn('synthetic CNN', [0.655, 0.5195, 0.01], (source, shape) => ({
    name: `pool${source}`,
    shape,
    dynamics: { kind: 'maximumGate', rule: 'gated', source, window: halving, delay: 0 },
  }));
}

/** The same as ANNarchy simulates it: exponential synapses, traces in max pooling, reset to zero, a delay of a step everywhere. */
export function syntheticAnnarchyCnn(): SpikingNetwork {
  const { populations, ...rest } = createCnn('synthetic CNN of ANNarchy', [0.95, 0.85, 0.75], (source, shape) => {
    const synapses = [
      { kind: 'maximumTrace', source, window: halving, decay: 0.95, increment: 0.05, delay: 1 },
    ] as const;
    return {
      name: `pool${source}`,
      shape,
      dynamics: { ...integrateAndFire(synapses, 0.8), lowerBound: -2, reset: 'zero' },
    };
  });
  return {
    ...rest,
    populations: populations.map((population) => {
      const { dynamics } = population;
      if (dynamics.kind !== 'integrateAndFire' || !population.name.startsWith('conv')) return population;
      const synapses = dynamics.synapses.map((synapse) =>
        synapse.kind === 'convolution'
          ? { ...synapse, weights: synapse.weights.map((w) => w * 0.3), delay: 1 as const }
          : synapse,
      );
      return { ...population, dynamics: { ...dynamics, synapses, currentDecay: 0.95, lowerBound: -2, reset: 'zero' } };
    }),
  };
}

const halving: PoolingWindow = { size: [2, 2], strides: [2, 2], before: [0, 0] };

function createCnn(
  name: string,
  thresholds: readonly [number, number, number],
  pool: (source: number, shape: PopulationShape) => Population,
): SpikingNetwork {
  const populations: Population[] = [
    { name: 'input', shape: [28, 28, 1], dynamics: { kind: 'input', amplitudes: null } },
  ];
  let extent = 28;
  let inputs = 1;
  for (const [layer, filters] of [16, 64, 64].entries()) {
    const source = populations.length - 1;
    const weights = randomWeights(25 * inputs * filters, 1 / Math.sqrt(5 * inputs));
    const synapses = [{ kind: 'convolution', source, weights, window: sameWindow(5), groups: 1, delay: 0 }] as const;
    const shape = [extent, extent, filters] as const;
    populations.push({ name: `conv${source}`, shape, dynamics: integrateAndFire(synapses, thresholds[layer]!) });
    extent = Math.floor(extent / 2);
    populations.push(pool(source + 1, [extent, extent, filters]));
    inputs = filters;
  }
  return withOutputs(name, populations, 10);
}

/** The notebook's MLP 784-128-128-10 with random weights. */
export function syntheticMlp(): SpikingNetwork {
  const populations: Population[] = [
    { name: 'input', shape: [1, 1, 784], dynamics: { kind: 'input', amplitudes: null } },
  ];
  for (const inputs of [784, 128]) {
    const source = populations.length - 1;
    const synapses = [{ kind: 'dense', source, weights: randomWeights(inputs * 128, 0.4), delay: 0 }] as const;
    populations.push({
      name: `dense${populations.length}`,
      shape: [1, 1, 128],
      dynamics: integrateAndFire(synapses, 1),
    });
  }
  return withOutputs('synthetic MLP', populations, 10);
}

/** 28 x 28 values of which a fifth is not 0: two strokes. */
export function digitLikeSample(): Float32Array {
  return Float32Array.from({ length: 784 }, (_, n) => {
    const y = Math.floor(n / 28) - 14;
    const x = (n % 28) - 14;
    const ring = Math.abs(Math.hypot(x, y) - 7);
    const stroke = Math.abs(x + y / 3);
    const value = Math.max(0, 1 - Math.min(ring, stroke) / 2.2);
    return Math.hypot(x, y) > 10 ? 0 : Math.round(value * 255) / 255;
  });
}
