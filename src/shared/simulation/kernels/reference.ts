import { windowCells } from '../../conversion/connectivity.ts';
import { type Population, populationSize, type SpikingNetwork } from '../../conversion/network.ts';
import { encodeSample, type Stimulus } from '../encoders.ts';
import type { Encoding } from '../encoding.ts';
import type { LoadedNetworks, RandomDraw, SimulationEngine, SimulationOptions } from '../engine.ts';
import { neuronOf, type Recording, signOf, type SpikeTrain } from '../recording.ts';
import { createPopulation } from './referencePopulation.ts';
import type { RunningPopulation, Signal } from './referenceSignal.ts';
import { synapticFanOut } from './referenceSynapses.ts';

/**
 * The engine that defines correct: plain TypeScript, one time step after the other, one population after the other, single precision,
 * with every rounding in the order that the types of `SpikingNetwork` describe.
 */
export const referenceEngine: SimulationEngine = {
  name: 'reference',
  load(networks: readonly SpikingNetwork[], encoding: Encoding, steps: number): LoadedNetworks {
    return {
      bytes: 0,
      simulate: (sample, draw, options = {}) =>
        networks.map((network) => simulateNetwork(network, encoding, steps, sample, draw, options)),
    };
  },
};

function simulateNetwork(
  network: SpikingNetwork,
  encoding: Encoding,
  steps: number,
  sample: Float32Array,
  draw: RandomDraw,
  options: SimulationOptions,
): Recording {
  const { populations, outputs } = network;
  const classes = populationSize(populations[outputs.spiking]!);
  const stimulus = encodeSample(encoding, sample, steps, network.timeStep, draw);
  const signals: Signal[] = [];
  const running: RunningPopulation[] = [];
  for (const population of populations) {
    signals.push(signalAtRest(population, stimulus, populations, signals));
    running.push(createPopulation(population, populations));
  }
  const fanOuts = populations.map((_, source) => synapticFanOut(network, source));
  const spikeCounts = populations.map(() => new Uint32Array(steps));
  const synapticOperations = new Float64Array(steps);
  const outputSpikes = new Int8Array(steps * classes);
  const outputPotentials = new Float32Array(steps * classes);
  const probes = options.potentials ?? [];
  const potentials = probes.map(() => new Float32Array(steps));
  const trains = populations.map((): { offsets: Uint32Array; words: number[] } => ({
    offsets: new Uint32Array(steps + 1),
    words: [],
  }));

  for (let step = 0; step < steps; step++) {
    for (const [index, population] of populations.entries()) {
      const signal = signals[index]!;
      signal.before = signal.now;
      if (signal.values !== null) continue;
      signal.now =
        population.dynamics.kind === 'input' && stimulus.kind === 'spikes'
          ? Array.from(spikesOf(stimulus.train, step))
          : running[index]!.step(signals, step);
      spikeCounts[index]![step] = signal.now.length;
      for (const word of signal.now) {
        synapticOperations[step]! += fanOuts[index]![neuronOf(word)]!;
        trains[index]!.words.push(word);
      }
    }
    for (const [index, train] of trains.entries()) train.offsets[step + 1] = trains[index]!.words.length;
    for (const word of signals[outputs.spiking]!.now) outputSpikes[step * classes + neuronOf(word)]! += signOf(word);
    outputPotentials.set(running[outputs.accumulating]!.potential!, step * classes);
    for (const [index, { population, neuron }] of probes.entries()) {
      potentials[index]![step] = running[population]!.potential?.[neuron] ?? 0;
    }
  }
  return {
    steps,
    spikeCounts,
    synapticOperations,
    outputSpikes,
    outputPotentials,
    trains: options.trains ? trains.map(({ offsets, words }) => ({ offsets, words: Uint32Array.from(words) })) : null,
    ...(options.potentials === undefined ? {} : { potentials }),
  };
}

/** The signal of a population at rest; with `values` where it is a constant current throughout: the input, maxima and relays of it. */
function signalAtRest(
  { dynamics, shape }: Population,
  stimulus: Stimulus,
  populations: readonly Population[],
  signals: readonly Signal[],
): Signal {
  const silent = { now: [], before: [] };
  switch (dynamics.kind) {
    case 'input':
      return stimulus.kind === 'current'
        ? { values: stimulus.values, amplitudes: dynamics.amplitudes, ...silent }
        : { values: null, amplitudes: stimulus.amplitudes, ...silent };
    case 'maximumGate': {
      const { values, amplitudes } = signals[dynamics.source]!;
      if (values === null) return { values: null, amplitudes, ...silent };
      const sourceShape = populations[dynamics.source]!.shape;
      const maxima = Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, target) =>
        windowCells(dynamics.window, sourceShape, shape, target).reduce(
          (largest, cell) => Math.max(largest, values[cell]!),
          -Infinity,
        ),
      );
      return { values: maxima, amplitudes, ...silent };
    }
    case 'relay': {
      const sources = dynamics.sources.map((source) => signals[source]!);
      const { amplitudes } = sources[0]!;
      if (!sources.every(({ values }) => values !== null)) return { values: null, amplitudes, ...silent };
      const all = sources.flatMap(({ values }) => [...values!]);
      return {
        values: Float32Array.from(dynamics.origin, (from) => (from === -1 ? 0 : all[from]!)),
        amplitudes,
        ...silent,
      };
    }
    case 'integrateAndFire':
      return { values: null, amplitudes: dynamics.clock?.amplitudes ?? null, ...silent };
    case 'accumulator':
      return { values: null, amplitudes: null, ...silent };
  }
}

function spikesOf({ offsets, words }: SpikeTrain, step: number): Uint32Array {
  return words.subarray(offsets[step], offsets[step + 1]);
}
