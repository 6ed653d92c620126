import { keep, tensor2d, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { type Population, populationSize, type SpikingNetwork } from '../../conversion/network.ts';
import { encodeSample, type Stimulus } from '../encoders.ts';
import type { Encoding } from '../encoding.ts';
import type { LoadedNetworks, RandomDraw, SimulationEngine, SimulationOptions } from '../engine.ts';
import { synapticFanOut } from '../kernels/referenceSynapses.ts';
import { negativeSpike, type Recording, signOf, neuronOf, type SpikeTrain } from '../recording.ts';
import { createTensorGate } from './tensorGate.ts';
import { createTensorNeurons } from './tensorNeurons.ts';
import type { TensorPopulation } from './tensorPopulation.ts';
import { createTensorRelay } from './tensorRelay.ts';
import type { StepBlock, TensorSignal } from './tensorSignal.ts';

/** Steps worked on at once: enough to fill a convolution, few enough to keep the spikes of a wide layer in some 10 MB. */
const blockSteps = 32;

/**
 * The independent second opinion: every neuron and every weight in every step, on tensors of whichever tfjs backend has been started
 * (TensorFlow's own library, or its kernels in WebAssembly). A layer's sums for a block of steps are one operation, with the steps in
 * the place of a batch. Sums run in another order than in the reference, so potentials agree to rounding, and a spike can fall
 * a step earlier or later where a potential comes within rounding of its threshold.
 */
export const tensorEngine: SimulationEngine = {
  name: 'tensorflow',
  load(networks: readonly SpikingNetwork[], encoding: Encoding, steps: number): LoadedNetworks {
    const fanOuts = networks.map((network) => network.populations.map((_, source) => synapticFanOut(network, source)));
    return {
      bytes: 0,
      simulate: (sample, draw, options = {}) =>
        networks.map((network, index) =>
          simulateNetwork(network, fanOuts[index]!, encoding, steps, sample, draw, options),
        ),
    };
  },
};

function simulateNetwork(
  network: SpikingNetwork,
  fanOuts: readonly Uint32Array[],
  encoding: Encoding,
  steps: number,
  sample: Float32Array,
  draw: RandomDraw,
  options: SimulationOptions,
): Recording {
  const { populations, outputs } = network;
  const classes = populationSize(populations[outputs.spiking]!);
  const stimulus = encodeSample(encoding, sample, steps, network.timeStep, draw);
  const running = populations.map((population) => createPopulation(population, populations, stimulus));
  const counts = populations.map((population) => createSpikeCounter(population, steps));
  const outputSpikes = new Int8Array(steps * classes);
  const outputPotentials = new Float32Array(steps * classes);
  const synapticOperations = new Float64Array(steps);
  for (let first = 0; first < steps; first += blockSteps) {
    const block: StepBlock = { first, steps: Math.min(blockSteps, steps - first) };
    tidy(() => {
      const signals: TensorSignal[] = [];
      for (const population of running) signals.push(population.advance(signals, block));
      for (const [index, { values, isConstant }] of signals.entries()) {
        if (isConstant || populations[index]!.dynamics.kind === 'accumulator') counts[index]!.addSilence(block);
        else counts[index]!.add(values, block);
      }
      outputSpikes.set(signals[outputs.spiking]!.values.dataSync(), first * classes);
      outputPotentials.set(running[outputs.accumulating]!.potential!().dataSync(), first * classes);
    });
  }
  for (const population of running) population.dispose();
  const trains = counts.map(({ train }) => train());
  for (const [index, { offsets, words }] of trains.entries()) {
    const fanOut = fanOuts[index]!;
    for (let step = 0; step < steps; step++) {
      for (let at = offsets[step]!; at < offsets[step + 1]!; at++)
        synapticOperations[step]! += fanOut[neuronOf(words[at]!)]!;
    }
  }
  return {
    steps,
    spikeCounts: trains.map(({ offsets }) =>
      Uint32Array.from({ length: steps }, (_, t) => offsets[t + 1]! - offsets[t]!),
    ),
    synapticOperations,
    outputSpikes,
    outputPotentials,
    trains: options.trains ? trains : null,
  };
}

function createPopulation(
  { dynamics, shape, name }: Population,
  populations: readonly Population[],
  stimulus: Stimulus,
): TensorPopulation {
  switch (dynamics.kind) {
    case 'input':
      return createInput(stimulus, dynamics.amplitudes, shape[0] * shape[1] * shape[2]);
    case 'maximumGate':
      return createTensorGate(dynamics, populations[dynamics.source]!.shape, shape);
    case 'relay':
      return createTensorRelay(dynamics, populations);
    case 'integrateAndFire':
    case 'accumulator':
      return createTensorNeurons(dynamics, { name, shape, dynamics }, populations);
  }
}

function createInput(stimulus: Stimulus, amplitudes: Float32Array | null, neurons: number): TensorPopulation {
  if (stimulus.kind === 'current') {
    const values = keep(tensor2d(stimulus.values, [1, neurons]));
    return {
      potential: null,
      advance: () => ({ values, isConstant: true, amplitudes }),
      dispose: () => values.dispose(),
    };
  }
  const { offsets, words } = stimulus.train;
  return {
    potential: null,
    advance(_, { first, steps }) {
      const spikes = new Float32Array(steps * neurons);
      for (let step = 0; step < steps; step++) {
        for (let at = offsets[first + step]!; at < offsets[first + step + 1]!; at++) {
          spikes[step * neurons + neuronOf(words[at]!)]! += signOf(words[at]!);
        }
      }
      return { values: tensor2d(spikes, [steps, neurons]), isConstant: false, amplitudes: stimulus.amplitudes };
    },
    dispose() {},
  };
}

/** Collects the spikes of a population, block by block. */
function createSpikeCounter(population: Population, steps: number) {
  const neurons = populationSize(population);
  const offsets = new Uint32Array(steps + 1);
  const words: number[] = [];
  return {
    add(values: Tensor2D, { first, steps: count }: StepBlock): void {
      const spikes = values.dataSync();
      for (let step = 0; step < count; step++) {
        for (let n = 0; n < neurons; n++) {
          const spike = spikes[step * neurons + n]!;
          for (let i = 0; i < Math.abs(spike); i++) words.push(spike < 0 ? (n | negativeSpike) >>> 0 : n);
        }
        offsets[first + step + 1] = words.length;
      }
    },
    addSilence({ first, steps: count }: StepBlock): void {
      offsets.fill(words.length, first + 1, first + count + 1);
    },
    train: (): SpikeTrain => ({ offsets, words: Uint32Array.from(words) }),
  };
}
