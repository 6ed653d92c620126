import type {
  NirRequest,
  PreparedNir,
  PrepareNir,
  SimulatedNir,
  SimulateNir,
  WriteNir,
} from '../../../shared/api/exportTasks.ts';
import type { Calibration } from '../../../shared/conversion/calibration.ts';
import { readSample, readSamples } from '../../../shared/dataset/dataset.ts';
import { createTally } from '../../../shared/metrics/measureTally.ts';
import { createAnalogNetwork } from '../../../shared/model/analog.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import { exportNir, type NirExport } from '../../../shared/nir/exportNir.ts';
import { lossesOf } from '../../../shared/nir/losses.ts';
import { nirNetwork } from '../../../shared/nir/nirNetwork.ts';
import { readersOf } from '../../../shared/nir/profiles.ts';
import { swapMaxPooling } from '../../../shared/nir/swapMaxPooling.ts';
import { writeNir } from '../../../shared/nir/writeNir.ts';
import type { LoadedNetworks } from '../../../shared/simulation/engine.ts';
import { sizeOf } from '../../../shared/tensor.ts';
import { convertNetwork } from '../tasks/convertNetworks.ts';
import { keepLatest } from '../tasks/keepLatest.ts';
import { startTensorBackend } from '../tensorBackend.ts';
import { calibrationFor } from './calibrationFor.ts';
import type { ExportLoaders } from './createExporter.ts';

type ReportProgress = (done: number) => Promise<void>;

/** A cell of a sweep as a NIR file: what is lost, how programs run it, its bytes. */
export function createNirExporter(loaders: ExportLoaders) {
  const { engine, modelOf, datasetOf } = loaders;
  interface Ready {
    readonly exported: NirExport;
    readonly networks: readonly ReturnType<typeof nirNetwork>[];
    readonly loaded: LoadedNetworks;
    readonly graph: ModelGraph;
    readonly swapped: readonly string[];
  }
  const readyOf = keepLatest(
    1,
    ({ request, calibration }: { request: NirRequest; calibration: Calibration }) =>
      JSON.stringify([request.simulation.id, request.profile, request.output, request.steps, calibration.samples]),
    async ({ request, calibration }): Promise<Ready> => {
      const { graph, layers } = swapMaxPooling(await modelOf(request.settings.model));
      const exported = exportOf(graph, request, calibration, {});
      const networks = readersOf(request.profile).map((semantics) =>
        nirNetwork(exported.graph, { file: graph.name, semantics, timeStep: request.settings.timeStep }),
      );
      const loaded = engine.load(networks, request.simulation.encoding, request.steps);
      return { exported, networks, loaded, graph, swapped: layers };
    },
  );

  return {
    async prepare({ request }: PrepareNir): Promise<PreparedNir> {
      const { settings, simulation } = request;
      const original = await modelOf(settings.model);
      const { graph, layers } = swapMaxPooling(original);
      const calibration = await calibrationFor(graph, request, loaders);
      // Which neurons the network has does not depend on what is measured: the losses need no second calibration.
      const shown = layers.length === 0 ? calibration : await calibrationFor(original, request, loaders);
      const { network, notes } = convertNetwork(original, simulation, settings.timeStep, shown);
      const losses = lossesOf(network, request.profile);
      const exported = exportOf(graph, request, calibration, {});
      const delay = network.readoutDelay;
      return {
        losses,
        swapped: layers,
        notes: [
          ...notes,
          ...exported.notes,
          ...(delay > 0
            ? [`The readout begins to count after ${delay} steps, which is left to whoever reads it.`]
            : []),
        ],
        calibration,
        nodes: exported.graph.nodes.size,
        neurons: [...exported.graph.nodes.values()].reduce(
          (sum, node) => sum + (node.type === 'IF' || node.type === 'LIF' ? sizeOf(node.shape) : 0),
          0,
        ),
      };
    },

    async simulate(
      { request, calibration, from, count }: SimulateNir,
      onProgress: ReportProgress,
    ): Promise<SimulatedNir> {
      const { settings, steps, simulation, output } = request;
      const ready = await readyOf({ request, calibration });
      const dataset = await datasetOf({ data: settings.data, graph: await modelOf(settings.model) });
      const readouts = [{ kind: output === 'spikes' ? 'spikeCount' : 'membranePotential' } as const];
      const first = dataset.offset + from;
      const counters = ready.networks.map((network) => createTally({ network, readouts, steps, from: first }));
      const sample = new Float32Array(sizeOf(dataset.sampleShape));
      for (let i = 0; i < count; i++) {
        readSample(dataset, from + i, sample);
        const recordings = ready.loaded.simulate(sample, { seed: simulation.seed, sample: first + i });
        for (const [r, counter] of counters.entries()) {
          counter.add(recordings[r]!, dataset.labels![from + i]!, 0);
        }
        await onProgress(i + 1);
      }
      const tallies = counters.map((counter) => counter.finish());
      return {
        correct: tallies.map(({ readouts: [readout] }) => readout!.correct),
        spikes: tallies.map(({ populationSpikes }) =>
          populationSpikes.reduce((sum, [, ...neurons]) => sum + neurons.reduce((total, n) => total + n, 0), 0),
        ),
        swappedCorrect:
          ready.swapped.length === 0
            ? null
            : await countAnalog(
                ready.graph,
                readSamples(dataset, from, count),
                dataset.labels!.slice(from, from + count),
              ),
      };
    },

    async write({ request, calibration, metadata }: WriteNir): Promise<{ bytes: Uint8Array<ArrayBuffer> }> {
      const { graph } = swapMaxPooling(await modelOf(request.settings.model));
      return { bytes: await writeNir(exportOf(graph, request, calibration, metadata).graph) };
    },
  };
}

function exportOf(
  graph: ModelGraph,
  { simulation, settings, profile, output }: NirRequest,
  calibration: Calibration,
  metadata: Readonly<Record<string, string>>,
): NirExport {
  const { network } = convertNetwork(graph, simulation, settings.timeStep, calibration);
  return exportNir(network, { profile, output, metadata });
}

/** Samples whose best class is their label. */
async function countAnalog(graph: ModelGraph, samples: Float32Array, labels: ArrayLike<number>): Promise<number> {
  await startTensorBackend();
  const network = createAnalogNetwork(graph);
  try {
    const scores = await network.predict(samples);
    const classes = scores.length / labels.length;
    let correct = 0;
    for (let sample = 0; sample < labels.length; sample++) {
      const own = scores.subarray(sample * classes, (sample + 1) * classes);
      if (own.indexOf(own.reduce((most, score) => Math.max(most, score), -Infinity)) === labels[sample]) correct++;
    }
    return correct;
  } finally {
    network.dispose();
  }
}
