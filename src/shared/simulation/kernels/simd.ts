import {
  type Dynamics,
  type InputDynamics,
  populationSize,
  sourcesOf,
  type SpikingNetwork,
} from '../../conversion/network.ts';
import type { Encoding } from '../encoding.ts';
import type { LoadedNetworks, RandomDraw, SimulationEngine, SimulationOptions } from '../engine.ts';
import type { Recording } from '../recording.ts';
import { analogPopulations } from './simd/analog.ts';
import { chooseBlockSteps } from './simd/blockSteps.ts';
import { spikeForms } from './simd/forms.ts';
import { createGate } from './simd/gate.ts';
import { createGeneral } from './simd/general.ts';
import { hasKernel } from './simd/hasKernel.ts';
import { createInput, type Input } from './simd/input.ts';
import { createKernels } from './simd/kernels.ts';
import { createNeurons } from './simd/neurons.ts';
import { createOperationCounter } from './simd/operations.ts';
import { createOutputRecorder } from './simd/outputs.ts';
import { createRelay } from './simd/relay.ts';
import type { RunningPopulation, Workshop } from './simd/running.ts';
import { sharePopulations } from './simd/sharing.ts';
import { createSpikeStore } from './simd/spikeStore.ts';
import { createTrainCollector } from './simd/trains.ts';

/**
 * The reference engine's results, bit for bit, from WebAssembly kernels with 128-bit vectors. Layer by layer over blocks of time steps:
 * feed-forward networks need no other order, and potentials and weights stay where the processor finds them. Every population
 * passes its spikes on twice, as bits and as lists. Populations on which several networks agree are simulated once.
 */
export const simdEngine: SimulationEngine = { name: 'simd', load };

function load(networks: readonly SpikingNetwork[], encoding: Encoding, steps: number): LoadedNetworks {
  const { kernels, arena } = createKernels();
  const shared = sharePopulations(networks);
  const { populations, members } = shared;
  const forms = spikeForms(populations, encoding, steps);
  const blockSteps = chooseBlockSteps(populations, forms, steps);
  const stores = populations.map((population, index) =>
    createSpikeStore(arena, population, forms[index]!, blockSteps, steps),
  );
  const values = analogPopulations(populations, encoding).map((analog, index) =>
    analog ? arena.allocate(populationSize(populations[index]!) * 4) : 0,
  );
  const recorded = new Set(networks.map(({ outputs }, n) => members[n]![outputs.accumulating]!));
  const workshop: Workshop = { arena, kernels, populations, stores, forms, values, blockSteps, steps };
  const inputs: Input[] = [];
  const running = populations.map(({ dynamics }, index) => {
    if (dynamics.kind !== 'input') return createRunning(workshop, index, dynamics, recorded.has(index));
    const input = createInput(workshop, index, encoding, networks[0]!.timeStep);
    inputs.push(input);
    return { record: 0, rest() {}, run: input.run };
  });
  const operations = createOperationCounter(arena, kernels, networks, shared, stores, steps);
  const listened = new Set(populations.filter((_, index) => readsLists(workshop, index)).flatMap(sourcesOf));
  const outputs = networks.map((network, n) => {
    const place = (index: number) => members[n]![index]!;
    const { spiking, accumulating } = network.outputs;
    return createOutputRecorder(arena, network, stores[place(spiking)]!, running[place(accumulating)]!.record, steps);
  });
  const sums = networks.map(() => new Float64Array(steps));

  return {
    get bytes() {
      return arena.bytes;
    },
    simulate(sample: Float32Array, draw: RandomDraw, options: SimulationOptions = {}): readonly Recording[] {
      const trains = options.trains ? stores.map((store) => createTrainCollector(arena, store, steps)) : null;
      for (const input of inputs) input.encode(sample, draw);
      for (const [index, population] of running.entries()) {
        kernels.silence(stores[index]!.struct);
        population.rest();
      }
      for (let first = 0; first < steps; first += blockSteps) {
        const count = Math.min(blockSteps, steps - first);
        for (const index of populations.keys()) {
          runBlock(index, count, first, trains !== null || listened.has(index) || stores[index]!.listed);
          trains?.[index]!.add(count);
        }
        for (const output of outputs) output.add(count, first);
      }
      const allTrains = trains?.map((collector) => collector.train()) ?? null;
      return networks.map((_, n) => {
        operations.sum(n, sums[n]!);
        return {
          steps,
          spikeCounts: members[n]!.map((place) => arena.words(stores[place]!.counts, steps)),
          synapticOperations: sums[n]!,
          outputSpikes: outputs[n]!.spikes(),
          outputPotentials: outputs[n]!.potentials(),
          trains: allTrains === null ? null : members[n]!.map((place) => allTrains[place]!),
        };
      });
    },
  };

  function runBlock(index: number, count: number, first: number, list: boolean): void {
    const { struct, counts } = stores[index]!;
    if (first > 0) kernels.carryOver(struct, list);
    running[index]!.run(count, first);
    if (list) kernels.listSpikes(struct, count, counts + first * 4);
    else kernels.countSpikes(struct, count, counts + first * 4);
    operations.count(index, count, first);
  }
}

function createRunning(
  workshop: Workshop,
  index: number,
  dynamics: Exclude<Dynamics, InputDynamics>,
  recorded: boolean,
): RunningPopulation {
  if (!hasKernel(workshop, index)) return createGeneral(workshop, index, recorded);
  switch (dynamics.kind) {
    case 'maximumGate':
      return createGate(workshop, index, dynamics);
    case 'relay':
      return createRelay(workshop, index, dynamics);
    case 'integrateAndFire':
    case 'accumulator':
      return createNeurons(workshop, index, dynamics, recorded);
  }
}

/** Whether a population reads its sources' lists of spikes, or their bits alone. */
function readsLists(workshop: Workshop, index: number): boolean {
  const { dynamics } = workshop.populations[index]!;
  if (dynamics.kind !== 'maximumGate') return true;
  return !hasKernel(workshop, index) || workshop.stores[dynamics.source]!.listed;
}
