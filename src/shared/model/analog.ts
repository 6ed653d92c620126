import { tensor, type Tensor as Values, tidy } from '@tensorflow/tfjs-core';
import { sizeOf } from '../tensor.ts';
import { analogOperation, type AnalogOperation } from './analogOperations.ts';
import type { Layer, ModelGraph } from './graph.ts';

/** The analog network, ready to compute on the tensor backend that was started. Must be disposed of. */
export interface AnalogNetwork {
  /** Outputs [sample][class] of samples [sample][value], which are as the network wants them: scaled, row-major. */
  predict(samples: Float32Array, signal?: AbortSignal): Promise<Float32Array>;
  /**
   * Outputs of some entries of the graph, given by index, batch by batch: only one batch is in memory. `receive` gets
   * [sample][value], row-major, for `count` samples from number `first` on.
   */
  activations(
    samples: Float32Array,
    layers: readonly number[],
    receive: (layer: number, values: Float32Array, first: number, count: number) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /**
   * Runs batch by batch, and goes on with what `exchange` gives for the values [sample][value] of some entries, which come in the order of
   * the graph.
   */
  exchange(
    samples: Float32Array,
    layers: readonly number[],
    exchange: (layer: number, values: Float32Array) => Float32Array,
    signal?: AbortSignal,
  ): void;
  dispose(): void;
}

/** Makes the network's weights tensors, once. Batches of 100 keep a small convolutional network below 100 MB. */
export function createAnalogNetwork(graph: ModelGraph, { batchSize = 100 } = {}): AnalogNetwork {
  const operations = graph.layers.map((layer) => analogOperation(layer, inputShapes(graph, layer)));
  const inputShape = graph.layers[graph.input]!.shape;
  const inputSize = sizeOf(inputShape);
  const lastUses = lastUsesOf(graph);

  /** Runs a batch and hands over the values of the wanted entries, which stay until the callback returns. */
  async function run(
    samples: Float32Array,
    wanted: readonly number[],
    receive: (layer: number, values: Float32Array, first: number, count: number) => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const total = samples.length / inputSize;
    if (!Number.isInteger(total)) throw new Error(`${samples.length} values are no samples of ${inputSize} values`);
    for (let first = 0; first < total; first += batchSize) {
      signal?.throwIfAborted();
      const count = Math.min(batchSize, total - first);
      const batch = samples.subarray(first * inputSize, (first + count) * inputSize);
      const results = tidy(() => forward(graph, operations, lastUses, tensor(batch, [count, ...inputShape]), wanted));
      for (const [i, values] of results.entries()) {
        const data = await values.data();
        values.dispose();
        receive(wanted[i]!, data instanceof Float32Array ? data : Float32Array.from(data), first, count);
      }
    }
  }

  return {
    async predict(samples, signal) {
      const outputSize = sizeOf(graph.layers[graph.output]!.shape);
      const scores = new Float32Array((samples.length / inputSize) * outputSize);
      const take = (_: number, values: Float32Array, first: number): void => scores.set(values, first * outputSize);
      await run(samples, [graph.output], take, signal);
      return scores;
    },
    activations: (samples, layers, receive, signal) => run(samples, layers, receive, signal),
    exchange(samples, layers, exchange, signal) {
      const total = samples.length / inputSize;
      for (let first = 0; first < total; first += batchSize) {
        signal?.throwIfAborted();
        const count = Math.min(batchSize, total - first);
        const batch = samples.subarray(first * inputSize, (first + count) * inputSize);
        tidy(() => {
          const input = tensor(batch, [count, ...inputShape]);
          forward(graph, operations, lastUses, input, layers, (layer, values) => {
            if (!layers.includes(layer)) return values;
            const found = values.dataSync();
            return tensor(exchange(layer, Float32Array.from(found)), values.shape);
          });
        });
      }
    },
    dispose: () => operations.forEach((operation) => operation.dispose()),
  };
}

/** Values of the wanted entries, in that order. All are let go after their last use. */
function forward(
  graph: ModelGraph,
  operations: readonly AnalogOperation[],
  lastUses: readonly number[],
  input: Values,
  wanted: readonly number[],
  exchange: (layer: number, values: Values) => Values = (_, values) => values,
): Values[] {
  const values = new Map<number, Values>();
  const results = new Map<number, Values>();
  const end = Math.max(...wanted);
  for (const [index, layer] of graph.layers.entries()) {
    if (index > end) break;
    const made =
      index === graph.input ? input : operations[index]!.apply(layer.inputs.map((from) => values.get(from)!));
    const value = exchange(index, made);
    values.set(index, value);
    if (wanted.includes(index)) results.set(index, value.clone());
    for (const from of [...layer.inputs, index]) if (lastUses[from]! <= index) values.get(from)?.dispose();
  }
  return wanted.map((index) => results.get(index)!.clone());
}

/** For each entry the last one that takes its value. */
function lastUsesOf(graph: ModelGraph): readonly number[] {
  const last = graph.layers.map((_, index) => index);
  for (const [index, layer] of graph.layers.entries()) for (const from of layer.inputs) last[from] = index;
  return last;
}

function inputShapes(graph: ModelGraph, layer: Layer): readonly (readonly number[])[] {
  return layer.inputs.map((index) => graph.layers[index]!.shape);
}
