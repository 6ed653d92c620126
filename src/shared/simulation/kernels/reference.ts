import { parameterOf } from '../../conversion/neuronParameter.ts';
import { windowCells } from '../../conversion/connectivity.ts';
import {
  type Accumulator,
  type IntegrateAndFire,
  type MaximumGate,
  type Population,
  populationSize,
  type Relay,
  type SpikingNetwork,
} from '../../conversion/network.ts';
import { encodeSample } from '../encoders.ts';
import type { Encoding } from '../encoding.ts';
import type { LoadedNetworks, RandomDraw, SimulationEngine, SimulationOptions } from '../engine.ts';
import type { Recording, SpikeTrain } from '../recording.ts';
import { addSynapses, createTraceState, type Signal, synapticFanOut } from './referenceSynapses.ts';

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

interface RunningPopulation {
  /** Neurons that fire in this step, ascending. */
  step(signals: readonly Signal[], step: number): number[];
  readonly potential: Float32Array | null;
}

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
    signals.push(analogSignal(population, stimulus.kind === 'current' ? stimulus.values : null, populations, signals));
    running.push(createPopulation(population, populations));
  }
  const fanOuts = populations.map((_, source) => synapticFanOut(network, source));
  const spikeCounts = populations.map(() => new Uint32Array(steps));
  const synapticOperations = new Float64Array(steps);
  const outputSpikes = new Uint8Array(steps * classes);
  const outputPotentials = new Float32Array(steps * classes);
  const probes = options.potentials ?? [];
  const potentials = probes.map(() => new Float32Array(steps));
  const trains = populations.map((): { offsets: Uint32Array; neurons: number[] } => ({
    offsets: new Uint32Array(steps + 1),
    neurons: [],
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
      for (const neuron of signal.now) {
        synapticOperations[step]! += fanOuts[index]![neuron]!;
        trains[index]!.neurons.push(neuron);
      }
    }
    for (const [index, train] of trains.entries()) train.offsets[step + 1] = trains[index]!.neurons.length;
    for (const neuron of signals[outputs.spiking]!.now) outputSpikes[step * classes + neuron] = 1;
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
    trains: options.trains
      ? trains.map(({ offsets, neurons }) => ({ offsets, neurons: Uint32Array.from(neurons) }))
      : null,
    ...(options.potentials === undefined ? {} : { potentials }),
  };
}

/** The signal of a population at rest; with `values` where it is a constant current throughout: the input, maxima and relays of it. */
function analogSignal(
  population: Population,
  input: Float32Array | null,
  populations: readonly Population[],
  signals: readonly Signal[],
): Signal {
  const silent = { now: [], before: [] };
  const { dynamics } = population;
  if (dynamics.kind === 'input') return { values: input, ...silent };
  if (dynamics.kind === 'maximumGate') {
    const source = signals[dynamics.source]!.values;
    if (source === null) return { values: null, ...silent };
    const shape = populations[dynamics.source]!.shape;
    const values = Float32Array.from({ length: populationSize(population) }, (_, target) =>
      windowCells(dynamics.window, shape, population.shape, target).reduce(
        (largest, cell) => Math.max(largest, source[cell]!),
        -Infinity,
      ),
    );
    return { values, ...silent };
  }
  if (dynamics.kind === 'relay' && dynamics.sources.every((source) => signals[source]!.values !== null)) {
    const all = dynamics.sources.flatMap((source) => [...signals[source]!.values!]);
    return { values: Float32Array.from(dynamics.origin, (from) => (from === -1 ? 0 : all[from]!)), ...silent };
  }
  return { values: null, ...silent };
}

function createPopulation(population: Population, populations: readonly Population[]): RunningPopulation {
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

function createNeurons(
  dynamics: IntegrateAndFire | Accumulator,
  population: Population,
  populations: readonly Population[],
): RunningPopulation {
  const size = populationSize(population);
  const channels = population.shape[2];
  const { currentDecay, biasCurrent, lowerBound } = dynamics;
  const decay = currentDecay === null ? 0 : Math.fround(currentDecay);
  const potential = new Float32Array(size);
  const current = new Float32Array(size);
  const constant = new Float32Array(size);
  const states = dynamics.synapses.map((synapses) =>
    synapses.kind === 'maximumTrace'
      ? createTraceState(synapses, populations[synapses.source]!, population.shape)
      : null,
  );
  if (dynamics.kind === 'integrateAndFire') {
    for (let n = 0; n < size; n++) potential[n] = parameterOf(dynamics.initialPotential, n, channels);
  }
  return {
    potential,
    step(signals, step) {
      if (step === 0) {
        // Sources of constant current never change: their part is added up once, bias first.
        if (biasCurrent !== null && currentDecay === null) {
          for (let n = 0; n < size; n++) constant[n] = parameterOf(biasCurrent, n, channels);
        }
        addSynapses('constant', dynamics.synapses, states, populations, population.shape, signals, constant);
      }
      if (currentDecay === null) {
        for (let n = 0; n < size; n++) potential[n]! += constant[n]!;
        addSynapses('spikes', dynamics.synapses, states, populations, population.shape, signals, potential);
      } else {
        for (let n = 0; n < size; n++) current[n] = Math.fround(current[n]! * decay) + constant[n]!;
        addSynapses('spikes', dynamics.synapses, states, populations, population.shape, signals, current);
        if (biasCurrent !== null) {
          for (let n = 0; n < size; n++) potential[n]! += parameterOf(biasCurrent, n, channels);
        }
        for (let n = 0; n < size; n++) potential[n]! += current[n]!;
      }
      if (lowerBound !== null) for (let n = 0; n < size; n++) potential[n] = Math.max(potential[n]!, lowerBound);
      return dynamics.kind === 'accumulator' ? [] : fire(dynamics, potential, channels);
    },
  };
}

/** Threshold and reset of every neuron; returns those that fired. */
function fire({ threshold, comparison, reset }: IntegrateAndFire, potential: Float32Array, channels: number): number[] {
  const fired: number[] = [];
  for (let n = 0; n < potential.length; n++) {
    const limit = parameterOf(threshold, n, channels);
    const v = potential[n]!;
    if (!(comparison === 'above' ? v > limit : v >= limit)) continue;
    fired.push(n);
    potential[n] = reset === 'zero' ? 0 : v - limit; // what exceeds the threshold is kept, so no charge is lost
  }
  return fired;
}

function createGate(
  { rule, source, window, delay }: MaximumGate,
  population: Population,
  populations: readonly Population[],
): RunningPopulation {
  const sourcePopulation = populations[source]!;
  const size = populationSize(population);
  const counts = new Uint32Array(populationSize(sourcePopulation));
  const cells = Array.from({ length: size }, (_, target) =>
    windowCells(window, sourcePopulation.shape, population.shape, target),
  );
  return {
    potential: null,
    step(signals) {
      const arriving = delay === 0 ? signals[source]!.now : signals[source]!.before;
      const spiked = new Set(arriving);
      for (const neuron of arriving) counts[neuron]!++;
      const fired: number[] = [];
      for (let target = 0; target < size; target++) {
        if (rule === 'anySpike' ? cells[target]!.some((cell) => spiked.has(cell)) : leaderSpiked(cells[target]!)) {
          fired.push(target);
        }
      }
      return fired;

      function leaderSpiked(pooled: readonly number[]): boolean {
        let leader = -1;
        for (const cell of pooled) if (leader === -1 || counts[cell]! > counts[leader]!) leader = cell;
        return leader !== -1 && spiked.has(leader);
      }
    },
  };
}

function createRelay({ sources, origin }: Relay, populations: readonly Population[]): RunningPopulation {
  return {
    potential: null,
    step(signals) {
      const spiked = new Set<number>();
      let first = 0;
      for (const source of sources) {
        for (const neuron of signals[source]!.now) spiked.add(first + neuron);
        first += populationSize(populations[source]!);
      }
      const fired: number[] = [];
      for (const [target, from] of origin.entries()) if (spiked.has(from)) fired.push(target);
      return fired;
    },
  };
}

function spikesOf({ offsets, neurons }: SpikeTrain, step: number): Uint32Array {
  return neurons.subarray(offsets[step], offsets[step + 1]);
}
