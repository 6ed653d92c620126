import {
  losses,
  mul,
  oneHot,
  type Optimizer,
  type Scalar,
  softmax,
  sub,
  type Tensor,
  tensor,
  tensor1d,
  tidy,
  train,
} from '@tensorflow/tfjs-core';
import { type Dataset, readSample } from '../dataset/dataset.ts';
import { checkLabels } from '../dataset/labels.ts';
import type { ModelGraph } from '../model/graph.ts';
import { randomWord } from '../random.ts';
import { sizeOf } from '../tensor.ts';
import { runChain } from './chain.ts';
import { createKernels, type Kernels, withKernels } from './kernels.ts';

export interface TrainingSettings {
  readonly epochs: number;
  /** Samples per step. */
  readonly batchSize: number;
  /** Step size of Adam (Kingma and Ba 2015). */
  readonly learningRate: number;
  readonly seed: number;
}

export interface TrainingProgress {
  /** Steps done, of `steps`. */
  readonly step: number;
  readonly steps: number;
  /** Cross entropy of the last step, in nats. */
  readonly loss: number;
}

/**
 * The graph with weights trained by Adam on the cross entropy of its scores, on tfjs's current backend. On one backend equal arguments give equal weights.
 * Throws the Problems noLabels and labelBeyondClasses, and what aborts the signal.
 */
export async function trainModel(
  graph: ModelGraph,
  dataset: Dataset,
  settings: TrainingSettings,
  report: (progress: TrainingProgress) => void,
  signal?: AbortSignal,
): Promise<ModelGraph> {
  const { epochs, batchSize, learningRate, seed } = settings;
  const classes = sizeOf(graph.layers[graph.output]!.shape);
  const labels = checkLabels(dataset, classes);
  const stepsPerEpoch = Math.floor(dataset.count / batchSize);
  const steps = epochs * stepsPerEpoch;
  const kernels = createKernels(graph);
  const optimizer = train.adam(learningRate);
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      const order = shuffledOrder(dataset.count, seed, epoch);
      for (let i = 0; i < stepsPerEpoch; i++) {
        signal?.throwIfAborted();
        const batch = order.subarray(i * batchSize, (i + 1) * batchSize);
        const chosen = Array.from(batch, (sample) => labels[sample]!);
        const loss = takeStep(graph, kernels, optimizer, samplesOf(dataset, batch), chosen);
        report({ step: epoch * stepsPerEpoch + i + 1, steps, loss: (await loss.data())[0]! });
        loss.dispose();
      }
    }
    return await withKernels(graph, kernels);
  } finally {
    kernels.forEach((kernel) => kernel.dispose());
    optimizer.dispose();
  }
}

/** Positions of all samples in an order that is a function of the seed and the epoch: each has a random word to be sorted by. */
function shuffledOrder(count: number, seed: number, epoch: number): Uint32Array {
  const words = Uint32Array.from({ length: count }, (_, i) => randomWord('training', seed, epoch, 1, i));
  return Uint32Array.from({ length: count }, (_, i) => i).toSorted((a, b) => words[a]! - words[b]! || a - b);
}

function samplesOf(dataset: Dataset, batch: Uint32Array): Tensor {
  const size = sizeOf(dataset.sampleShape);
  const samples = new Float32Array(batch.length * size);
  batch.forEach((sample, i) => readSample(dataset, sample, samples.subarray(i * size, (i + 1) * size)));
  return tensor(samples, [batch.length, ...dataset.sampleShape]);
}

/** Moves the kernels one step down the gradient of the mean cross entropy (in nats), and returns that; disposes of the samples. */
function takeStep(
  graph: ModelGraph,
  kernels: Kernels,
  optimizer: Optimizer,
  samples: Tensor,
  labels: readonly number[],
): Scalar {
  return tidy(() => {
    const classes = sizeOf(graph.layers[graph.output]!.shape);
    const wanted = oneHot(tensor1d([...labels], 'int32'), classes);
    const { scores, backward } = runChain(graph, kernels, samples);
    const gradients = backward(mul(sub(softmax(scores), wanted), 1 / labels.length));
    optimizer.applyGradients(
      [...gradients].map(([position, gradient]) => ({ name: kernels.get(position)!.name, tensor: gradient })),
    );
    samples.dispose();
    return losses.softmaxCrossEntropy<Tensor, Scalar>(wanted, scores);
  });
}
