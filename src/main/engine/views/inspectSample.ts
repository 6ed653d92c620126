import type {
  ActivationComparison,
  InspectedPopulation,
  InspectedPotential,
  InspectView,
} from '../../../shared/api/inspectViews.ts';
import type { InspectQuestion } from '../../../shared/api/viewTasks.ts';
import { populationSize, type SpikingNetwork, spikingPopulations } from '../../../shared/conversion/network.ts';
import { parameterOf } from '../../../shared/conversion/neuronParameter.ts';
import { type Dataset, readSample } from '../../../shared/dataset/dataset.ts';
import { confidenceOf } from '../../../shared/metrics/confidence.ts';
import { pearson } from '../../../shared/metrics/correlation.ts';
import { stepsOfScores } from '../../../shared/metrics/stepsOfScores.ts';
import { stepTimes } from '../../../shared/metrics/curves.ts';
import { histogramOf } from '../../../shared/metrics/histogram.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import { classScores } from '../../../shared/simulation/classScores.ts';
import { referenceEngine } from '../../../shared/simulation/kernels/reference.ts';
import { simdEngine } from '../../../shared/simulation/kernels/simd.ts';
import { rasterOf, spikesPerNeuron } from '../../../shared/simulation/raster.ts';
import { classifySteps } from '../../../shared/simulation/readouts.ts';
import type { Recording } from '../../../shared/simulation/recording.ts';
import { sizeOf } from '../../../shared/tensor.ts';
import { analogActivations } from './analogActivations.ts';
import { viewImage } from './viewDataset.ts';

const mostPoints = 2000;
const rateBins = 30;

/** Simulates one sample with every spike kept, and compares the firing rates with the activations of the analog network. */
export async function inspectSample(
  question: InspectQuestion,
  graph: ModelGraph,
  dataset: Dataset,
  network: SpikingNetwork,
): Promise<InspectView> {
  const { settings, simulation, steps, sample, analogClass } = question;
  const values = new Float32Array(sizeOf(dataset.sampleShape));
  readSample(dataset, sample, values);
  const probes = question.potentials.flatMap(({ population, neuron }) => {
    const index = network.populations.findIndex(({ name }) => name === population);
    return index >= 0 && neuron < populationSize(network.populations[index]!) ? [{ population: index, neuron }] : [];
  });
  // Both engines give the same spikes; the reference one keeps potentials but is slow.
  const engine = probes.length > 0 ? referenceEngine : simdEngine;
  const draw = { seed: simulation.seed, sample: dataset.offset + sample };
  const options = { trains: true, ...(probes.length > 0 ? { potentials: probes } : {}) };
  const recording = engine.load([network], simulation.encoding, steps).simulate(values, draw, options)[0]!;

  const spiking = spikingPopulations(network);
  const layers = spiking.map((population) => counterpartOf(graph, network, population));
  const wanted = [...new Set([...layers.filter((layer) => layer !== -1), graph.output])];
  const activations = await analogActivations(graph, wanted, values);
  const activationsOf = (layer: number): Float32Array | null => activations[wanted.indexOf(layer)]?.[0] ?? null;
  const classes = populationSize(network.populations[network.outputs.spiking]!);
  const duration = steps * settings.timeStep;
  return {
    sample,
    label: dataset.labels?.[sample] ?? -1,
    analogClass,
    analogScores: [...activationsOf(graph.output)!],
    time: stepTimes(steps, settings.timeStep),
    image: viewImage(dataset, sample),
    populations: spiking.map((population, i) =>
      viewPopulation(network, recording, population, duration, activationsOf(layers[i]!)),
    ),
    readouts: settings.readouts.map((readout) => {
      const found = classifySteps(recording, classes, readout, network.readoutDelay);
      return {
        readout,
        scores: classScores(recording, classes, readout),
        classes: [...found.classes],
        tied: Array.from(found.tied, (tied) => tied === 1),
        confidence: confidenceOf(readout, found.scores, found.classes.at(-1)!, stepsOfScores(network, steps)),
      };
    }),
    potentials: probes.map((probe, i) => viewPotential(network, probe, recording.potentials![i]!)),
    withPotential: network.populations.flatMap((population) =>
      population.dynamics.kind === 'integrateAndFire' || population.dynamics.kind === 'accumulator'
        ? [{ population: population.name, neurons: populationSize(population) }]
        : [],
    ),
  };
}

/** The entry of the graph whose activations a population stands for: the last of its Keras layer with as many values; −1 for none. */
function counterpartOf(graph: ModelGraph, network: SpikingNetwork, population: number): number {
  const { name, dynamics } = network.populations[population]!;
  if (dynamics.kind === 'input') return -1;
  const size = populationSize(network.populations[population]!);
  return graph.layers.findLastIndex((layer) => layer.keras.name === name && sizeOf(layer.shape) === size);
}

function viewPopulation(
  network: SpikingNetwork,
  recording: Recording,
  index: number,
  duration: number,
  activations: Float32Array | null,
): InspectedPopulation {
  const population = network.populations[index]!;
  const neurons = populationSize(population);
  const train = recording.trains![index]!;
  const rates = Float32Array.from(spikesPerNeuron(train, neurons), (spikes) => (1000 * spikes) / duration);
  const { edges, counts } = histogramOf([rates], rateBins);
  return {
    name: population.name,
    shape: population.shape,
    neurons,
    raster: rasterOf(train, neurons),
    rates: { edges, counts },
    activations: activations && compareActivations(activations, rates),
  };
}

function compareActivations(activations: Float32Array, rates: Float32Array): ActivationComparison {
  const every = Math.max(1, Math.ceil(rates.length / mostPoints));
  const chosen = Array.from({ length: Math.floor((rates.length - 1) / every) + 1 }, (_, i) => i * every);
  return {
    correlation: pearson(activations, rates),
    points: chosen.map((neuron) => [activations[neuron]!, rates[neuron]!]),
  };
}

function viewPotential(
  network: SpikingNetwork,
  { population, neuron }: { readonly population: number; readonly neuron: number },
  potentials: Float32Array,
): InspectedPotential {
  const { name, dynamics, shape } = network.populations[population]!;
  const threshold = dynamics.kind === 'integrateAndFire' ? parameterOf(dynamics.threshold, neuron, shape[2]) : null;
  return { population: name, neuron, values: [...potentials], threshold };
}
