import type { LayerView } from '../../../shared/api/modelViews.ts';
import { type Dataset, readSamples } from '../../../shared/dataset/dataset.ts';
import { histogramOf } from '../../../shared/metrics/histogram.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import { layerWeights } from '../../../shared/model/layerDetails.ts';
import { analogActivations } from './analogActivations.ts';

const bins = 60;

/** Histograms of the weights of one entry and, with data, of its activations. */
export async function viewLayer(graph: ModelGraph, name: string, dataset: Dataset | null): Promise<LayerView> {
  const index = graph.layers.findIndex((layer) => layer.name === name);
  const layer = graph.layers[index];
  if (layer === undefined) throw new RangeError(`There is no layer "${name}"`);
  const weights = layerWeights(layer.operation).map(({ name: part, values }) => ({
    name: part,
    shape: values.shape,
    histogram: histogramOf([values.data], bins),
  }));
  if (dataset === null) return { name, weights, activations: null, activationSamples: 0 };
  const parts = (await analogActivations(graph, [index], readSamples(dataset, 0, dataset.count)))[0]!;
  return { name, weights, activations: histogramOf(parts, bins), activationSamples: dataset.count };
}
