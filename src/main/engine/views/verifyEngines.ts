import type { VerifyQuestion } from '../../../shared/api/viewTasks.ts';
import { populationSize, type SpikingNetwork, spikingPopulations } from '../../../shared/conversion/network.ts';
import { type Dataset, readSample } from '../../../shared/dataset/dataset.ts';
import type { LoadedNetworks, SimulationEngine } from '../../../shared/simulation/engine.ts';
import {
  compareTrains,
  type EngineAgreement,
  type FirstDifference,
  potentialDifference,
} from '../../../shared/simulation/engineAgreement.ts';
import { referenceEngine } from '../../../shared/simulation/kernels/reference.ts';
import { simdEngine } from '../../../shared/simulation/kernels/simd.ts';
import { classifySteps } from '../../../shared/simulation/readouts.ts';
import { neuronOf, type Recording } from '../../../shared/simulation/recording.ts';
import { tensorEngine } from '../../../shared/simulation/tensors/tensorEngine.ts';
import { sizeOf } from '../../../shared/tensor.ts';
import { startTensorBackend, tensorBackendWords } from '../tensorBackend.ts';

/** Simulates the same samples on every engine that this process has, and compares each with the reference: [engine]. */
export async function verifyEngines(
  { settings, simulation, steps, from, count }: VerifyQuestion,
  dataset: Dataset,
  network: SpikingNetwork,
): Promise<readonly EngineAgreement[]> {
  const backend = await startTensorBackend({ preferNative: true });
  const load = (engine: SimulationEngine): LoadedNetworks => engine.load([network], simulation.encoding, steps);
  const reference = load(referenceEngine);
  const others = [
    { name: 'simd', loaded: load(simdEngine) },
    { name: `tensorflow (${tensorBackendWords(backend)})`, loaded: load(tensorEngine) },
  ];
  const sums = others.map(({ name }) => createComparison(name, network, settings.readouts));
  const sample = new Float32Array(sizeOf(dataset.sampleShape));
  for (let i = 0; i < count; i++) {
    readSample(dataset, from + i, sample);
    const draw = { seed: simulation.seed, sample: dataset.offset + from + i };
    const simulate = (loaded: LoadedNetworks): Timed => {
      const start = performance.now();
      const recording = loaded.simulate(sample, draw, { trains: true })[0]!;
      return { recording, milliseconds: performance.now() - start };
    };
    const expected = simulate(reference);
    for (const [index, { loaded }] of others.entries()) sums[index]!.add(draw.sample, expected, simulate(loaded));
  }
  return sums.map((sum) => sum.finish());
}

interface Timed {
  readonly recording: Recording;
  readonly milliseconds: number;
}

/** Adds up how the recordings of an engine stand to those of the reference on the same samples. */
export function createComparison(
  engine: string,
  network: SpikingNetwork,
  readouts: VerifyQuestion['settings']['readouts'],
) {
  const classes = populationSize(network.populations[network.outputs.spiking]!);
  const indices = spikingPopulations(network);
  const spikes = indices.map(() => 0);
  const differing = indices.map(() => 0);
  const firsts = indices.map((): FirstDifference | null => null);
  const changedPredictions = readouts.map(() => 0);
  const times = { own: 0, reference: 0 };
  let samples = 0;
  let largest = 0;
  const classAfter = (recording: Recording, readout: (typeof readouts)[number]): number =>
    classifySteps(recording, classes, readout, network.readoutDelay).classes[recording.steps - 1]!;
  return {
    add(sample: number, reference: Timed, other: Timed): void {
      samples++;
      times.own += other.milliseconds;
      times.reference += reference.milliseconds;
      largest = Math.max(largest, potentialDifference(reference.recording, other.recording));
      for (const [place, population] of indices.entries()) {
        const expected = reference.recording.trains![population]!;
        const found = compareTrains(expected, other.recording.trains![population]!);
        spikes[place]! += expected.words.length;
        differing[place]! += found.differing;
        if (found.first !== null)
          firsts[place] ??= { sample, step: found.first.step, neuron: neuronOf(found.first.word) };
      }
      for (const [index, readout] of readouts.entries()) {
        if (classAfter(reference.recording, readout) !== classAfter(other.recording, readout))
          changedPredictions[index]!++;
      }
    },
    finish: (): EngineAgreement => ({
      engine,
      samples,
      populations: indices.map((population, place) => ({
        name: network.populations[population]!.name,
        spikes: spikes[place]!,
        differing: differing[place]!,
        first: firsts[place]!,
      })),
      potentialDifference: largest,
      changedPredictions,
      milliseconds: times.own,
      referenceMilliseconds: times.reference,
    }),
  };
}
