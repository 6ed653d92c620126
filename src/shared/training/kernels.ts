import { tensor, type Variable, variable } from '@tensorflow/tfjs-core';
import type { Layer, ModelGraph } from '../model/graph.ts';

/** The weights of a model under training, by position of their layer in the graph. */
export type Kernels = ReadonlyMap<number, Variable>;

/** Copies the kernels into variables of the tfjs backend; to be disposed of. */
export function createKernels(graph: ModelGraph): Kernels {
  const kernels = new Map<number, Variable>();
  graph.layers.forEach(({ operation }, position) => {
    if (operation.kind !== 'dense' && operation.kind !== 'convolution') return;
    const { data, shape } = operation.kernel;
    kernels.set(position, variable(tensor(data, [...shape])));
  });
  return kernels;
}

/** The graph with what the kernels have become. */
export async function withKernels(graph: ModelGraph, kernels: Kernels): Promise<ModelGraph> {
  const layers = graph.layers.map(async (layer, position): Promise<Layer> => {
    const { operation } = layer;
    const values = kernels.get(position);
    if (values === undefined || (operation.kind !== 'dense' && operation.kind !== 'convolution')) return layer;
    const kernel = { shape: operation.kernel.shape, data: Float32Array.from(await values.data()) };
    return { ...layer, operation: { ...operation, kernel } };
  });
  return { ...graph, layers: await Promise.all(layers) };
}
