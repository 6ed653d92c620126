import { createAnalogNetwork } from '../../../shared/model/analog.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import { startTensorBackend } from '../tensorBackend.ts';

/** Activations of entries of the graph, by index, on samples [sample][value]: [entry][batch], each [sample][value]. */
export async function analogActivations(
  graph: ModelGraph,
  layers: readonly number[],
  samples: Float32Array,
): Promise<readonly (readonly Float32Array[])[]> {
  await startTensorBackend();
  const network = createAnalogNetwork(graph);
  try {
    const parts = layers.map((): Float32Array[] => []);
    await network.activations(samples, layers, (layer, values) => parts[layers.indexOf(layer)]!.push(values));
    return parts;
  } finally {
    network.dispose();
  }
}
