import { collectCalibration } from '../../../shared/conversion/calibrate.ts';
import type { Calibration } from '../../../shared/conversion/settings.ts';
import { type Dataset, readSamples } from '../../../shared/dataset/dataset.ts';
import { createAnalogNetwork } from '../../../shared/model/analog.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import { startTensorBackend } from '../tensorBackend.ts';

/** Measures the activations of some layers, by name, on all samples of the images, on the backend that is the same everywhere. */
export async function measureCalibration(
  graph: ModelGraph,
  layers: readonly string[],
  images: Dataset,
  percentile: number,
): Promise<Calibration> {
  await startTensorBackend();
  const collector = collectCalibration(layers, percentile);
  const wanted = [...graph.layers.keys()].filter((index) => layers.includes(graph.layers[index]!.name));
  const network = createAnalogNetwork(graph);
  try {
    await network.activations(readSamples(images, 0, images.count), wanted, (layer, values) => {
      collector.add(graph.layers[layer]!.name, values);
    });
    return collector.finish(images.count, images.split);
  } finally {
    network.dispose();
  }
}
