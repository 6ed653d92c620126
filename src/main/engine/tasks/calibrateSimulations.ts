import type { Balancer } from '../../../shared/conversion/balance.ts';
import { collectActivations, type LayerActivations } from '../../../shared/conversion/activations.ts';
import { calibrate, type CalibrationTools } from '../../../shared/conversion/calibrate.ts';
import { needsCalibration } from '../../../shared/conversion/method.ts';
import { type Calibration, noCalibration } from '../../../shared/conversion/calibration.ts';
import { foldForMethod } from '../../../shared/conversion/foldForMethod.ts';
import { populationSize, type SpikingNetwork } from '../../../shared/conversion/network.ts';
import { methodOf } from '../../../shared/conversion/presets.ts';
import { type Dataset, readSample, readSamples } from '../../../shared/dataset/dataset.ts';
import { createAnalogNetwork } from '../../../shared/model/analog.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import type { SimulationEngine } from '../../../shared/simulation/engine.ts';
import { neuronOf, type Recording, signOf } from '../../../shared/simulation/recording.ts';
import type { WorkbenchError } from '../../../shared/problems/problems.ts';
import { sizeOf } from '../../../shared/tensor.ts';
import type { Simulation } from '../../../shared/sweep/plan.ts';
import type { Milliseconds } from '../../../shared/units.ts';
import { startTensorBackend } from '../tensorBackend.ts';
import { orConversionProblem } from './conversionProblem.ts';
import { surroundingsOf } from './convertNetworks.ts';

/** Images that networks are simulated on for a calibration; activations are measured on all. */
const simulatedImages = 200;

/**
 * Measures on unlabelled images what the simulations need before they can be converted, or finds the Problem of one that cannot be:
 * [simulation]. Activations come from the backend that gives the same numbers everywhere, and are measured once for all. `onImage` hears
 * of every image that is simulated, and of every simulation that is done.
 */
export async function calibrateSimulations(
  graph: ModelGraph,
  simulations: readonly Simulation[],
  timeStep: Milliseconds,
  images: () => Promise<Dataset>,
  engine: SimulationEngine,
  onImage: () => void,
): Promise<readonly (Calibration | WorkbenchError)[]> {
  const methods = simulations.map(({ preset, threshold, changes }) =>
    methodOf({ preset, thresholdFactor: threshold, changes }),
  );
  if (!methods.some(needsCalibration)) return simulations.map(() => noCalibration);
  const dataset = await images();
  /** By what is measured: families look at different neurons of the same layers. */
  const measured = new Map<string, Promise<ReadonlyMap<string, LayerActivations>>>();
  const calibrations: (Calibration | WorkbenchError)[] = [];
  for (const [index, simulation] of simulations.entries()) {
    const method = methods[index]!;
    if (!needsCalibration(method)) {
      calibrations.push(noCalibration);
      continue;
    }
    const tools: CalibrationTools = {
      samples: dataset.count,
      split: dataset.split,
      balance: (balancer, batches) => balanceThresholds(graph, balancer, batches, dataset),
      activations(layers) {
        const key = JSON.stringify(layers.map((layer) => layer.key));
        const known = measured.get(key) ?? measureActivations(graph, layers, dataset);
        measured.set(key, known);
        return known;
      },
      ...simulationTools(dataset, simulation, engine, onImage),
    };
    const surroundings = surroundingsOf(simulation, timeStep);
    const work = () => calibrate(foldForMethod(graph, simulation.preset, method), method, surroundings, tools);
    calibrations.push(await orConversionProblem(work));
    onImage();
  }
  return calibrations;
}

async function measureActivations(
  graph: ModelGraph,
  layers: Parameters<CalibrationTools['activations']>[0],
  dataset: Dataset,
): Promise<ReadonlyMap<string, LayerActivations>> {
  await startTensorBackend();
  const collector = collectActivations(layers);
  const names = new Set(layers.map(({ name }) => name));
  const wanted = [...graph.layers.keys()].filter((index) => names.has(graph.layers[index]!.name));
  const network = createAnalogNetwork(graph);
  try {
    await network.activations(readSamples(dataset, 0, dataset.count), wanted, (layer, values, _first, count) => {
      collector.add(graph.layers[layer]!.name, values, count);
    });
    return collector.finish();
  } finally {
    network.dispose();
  }
}

async function balanceThresholds(
  graph: ModelGraph,
  balancer: Balancer,
  batches: number,
  dataset: Dataset,
): Promise<void> {
  await startTensorBackend();
  const indices = [...graph.layers.keys()].filter((index) => balancer.entries.includes(graph.layers[index]!.name));
  const network = createAnalogNetwork(graph, { batchSize: Math.ceil(dataset.count / batches) });
  try {
    network.exchange(readSamples(dataset, 0, dataset.count), indices, (index, values) =>
      balancer.exchange(graph.layers[index]!.name, values),
    );
  } finally {
    network.dispose();
  }
}

function simulationTools(
  dataset: Dataset,
  { encoding, seed }: Simulation,
  engine: SimulationEngine,
  onImage: () => void,
): Pick<CalibrationTools, 'meanRates' | 'peakCurrent'> {
  const count = Math.min(simulatedImages, dataset.count);

  function simulateImages(network: SpikingNetwork, steps: number, visit: (recording: Recording) => void): void {
    const loaded = engine.load([network], encoding, steps);
    const sample = new Float32Array(sizeOf(dataset.sampleShape));
    for (let image = 0; image < count; image++) {
      readSample(dataset, image, sample);
      visit(loaded.simulate(sample, { seed, sample: dataset.offset + image }, { trains: true })[0]!);
      onImage();
    }
  }

  return {
    meanRates(network, steps) {
      const sums = network.populations.map((population) => new Float64Array(populationSize(population)));
      simulateImages(network, steps, ({ trains }) => {
        for (const [population, { words }] of trains!.entries()) {
          for (const word of words) sums[population]![neuronOf(word)]! += signOf(word);
        }
      });
      return Promise.resolve(sums.map((sum) => sum.map((spikes) => spikes / count / steps)));
    },
    peakCurrent(network, steps) {
      const neurons = populationSize(network.populations[network.outputs.accumulating]!);
      let peak = 0;
      simulateImages(network, steps, ({ outputPotentials }) => {
        for (let at = 0; at < outputPotentials.length; at++) {
          peak = Math.max(peak, outputPotentials[at]! - (at < neurons ? 0 : outputPotentials[at - neurons]!));
        }
      });
      return Promise.resolve(peak);
    },
  };
}
