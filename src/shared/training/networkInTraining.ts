import {
  argMax,
  cast,
  equal,
  losses,
  mul,
  oneHot,
  softmax,
  stack,
  sub,
  sum,
  type Scalar,
  type Tensor,
  tensor,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { type Dataset, readSample } from '../dataset/dataset.ts';
import { sizeOf } from '../tensor.ts';
import { drawMovement } from './draws.ts';
import { moveImage } from './moveImage.ts';
import { createOptimizer } from './optimizer.ts';
import { assignParameters, createParameters, readParameters } from './parameters.ts';
import { runGraph } from './runGraph.ts';
import type { TrainingSettings } from './settings.ts';
import type { Trainable } from './trainable.ts';

/** A network, its optimizer and its data on the tfjs backend. To be disposed of. */
export interface NetworkInTraining {
  /** Moves the parameters one step down the gradient of the mean cross entropy of a batch; gives that (in nats) and how many were right. */
  step(batch: Uint32Array, place: { epoch: number; step: number; rate: number }): Promise<BatchResult>;
  /** Mean cross entropy and accuracy on samples, without training; null for no samples. */
  measure(samples: Uint32Array, afterBatch: () => Promise<void>): Promise<{ loss: number; accuracy: number } | null>;
  /** All that the next step depends on, as "parameter/KEY" and "moment/NAME". */
  arrays(): Promise<ReadonlyMap<string, Float32Array>>;
  restore(arrays: ReadonlyMap<string, Float32Array>): void;
  dispose(): void;
}

interface BatchResult {
  readonly loss: number;
  readonly correct: number;
}

/** Samples that are measured at a time. */
const measuredBatch = 100;

export function createNetworkInTraining(
  trainable: Trainable,
  dataset: Dataset,
  labels: Int32Array,
  { augmentation, optimizer: optimizerSettings, seed, weightDecay }: TrainingSettings,
): NetworkInTraining {
  const { graph } = trainable;
  const classes = sizeOf(graph.layers[graph.output]!.shape);
  const size = sizeOf(dataset.sampleShape);
  const parameters = createParameters(trainable);
  const optimizer = createOptimizer(optimizerSettings, weightDecay, parameters);
  const isMoved = augmentation.shift > 0 || augmentation.rotation > 0;
  const plain = new Float32Array(size);

  /** The samples as the network sees them; in an epoch of training they are moved as the augmentation has it. */
  function samplesOf(batch: Uint32Array, epoch: number | null): Float32Array {
    const values = new Float32Array(batch.length * size);
    batch.forEach((sample, i) => {
      const into = values.subarray(i * size, (i + 1) * size);
      if (epoch === null || !isMoved) return readSample(dataset, sample, into);
      readSample(dataset, sample, plain);
      moveImage(plain, dataset.sampleShape, drawMovement(augmentation, seed, epoch, sample), into);
    });
    return values;
  }

  /** Scores, wanted classes and [loss, correct] of a batch; call it in a tidy. */
  function results(scores: Tensor, batch: Uint32Array): { readonly wanted: Tensor; readonly sums: Tensor } {
    const right = tensor1d(
      Array.from(batch, (sample) => labels[sample]!),
      'int32',
    );
    const wanted = oneHot(right, classes);
    const loss = losses.softmaxCrossEntropy<Tensor, Scalar>(wanted, scores);
    const correct = sum(cast(equal(argMax(scores, 1), right), 'float32'));
    return { wanted, sums: stack([loss, correct]) };
  }

  const samplesTensor = (batch: Uint32Array, epoch: number | null): Tensor =>
    tensor(samplesOf(batch, epoch), [batch.length, ...dataset.sampleShape]);

  return {
    async step(batch, { epoch, step, rate }) {
      const sums = tidy(() => {
        const samples = samplesTensor(batch, epoch);
        const { scores, measured, backward } = runGraph(trainable, parameters, samples, {
          kind: 'training',
          seed,
          step,
        });
        const { wanted, sums: found } = results(scores, batch);
        const gradients = backward(mul(sub(softmax(scores), wanted), 1 / batch.length));
        for (const { key, variable } of parameters.all) {
          const value = measured.get(key);
          if (value !== undefined) variable.assign(value);
        }
        optimizer.update(gradients, rate, step);
        return found;
      });
      const [loss, correct] = await valuesOf(sums);
      return { loss: loss!, correct: correct! };
    },

    async measure(samples, afterBatch) {
      if (samples.length === 0) return null;
      let [loss, correct] = [0, 0];
      for (let first = 0; first < samples.length; first += measuredBatch) {
        const batch = samples.subarray(first, first + measuredBatch);
        const sums = tidy(() => {
          const { scores } = runGraph(trainable, parameters, samplesTensor(batch, null), { kind: 'inference' });
          return results(scores, batch).sums;
        });
        const [batchLoss, right] = await valuesOf(sums);
        loss += batchLoss! * batch.length;
        correct += right!;
        await afterBatch();
      }
      return { loss: loss / samples.length, accuracy: correct / samples.length };
    },

    async arrays() {
      const values = [...(await readParameters(parameters))].map(([key, data]) => [`parameter/${key}`, data] as const);
      const moments = [...optimizer.moments].map(
        async ([name, moment]) => [`moment/${name}`, Float32Array.from(await moment.data())] as const,
      );
      return new Map([...values, ...(await Promise.all(moments))]);
    },

    restore(arrays) {
      const found = new Map([...arrays].map(([name, data]) => [name.replace(/^parameter\//, ''), data]));
      assignParameters(parameters, found);
      for (const [name, moment] of optimizer.moments) {
        const data = arrays.get(`moment/${name}`);
        if (data === undefined) throw new Error(`There are no values for ${name}`);
        const values = tensor(data, moment.shape, 'float32');
        moment.assign(values);
        values.dispose();
      }
    },

    dispose() {
      parameters.dispose();
      optimizer.dispose();
    },
  };
}

async function valuesOf(value: Tensor): Promise<readonly number[]> {
  const data = await value.data();
  value.dispose();
  return Array.from(data);
}
