import { losses, tensor, tensor1d, oneHot, softmax, sub, mul, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTensorBackend } from '../../../src/main/engine/tensorBackend.ts';
import type { Dataset } from '../../../src/shared/dataset/dataset.ts';
import type { ModelGraph } from '../../../src/shared/model/graph.ts';
import { uniform } from '../../../src/shared/random.ts';
import { runChain } from '../../../src/shared/training/chain.ts';
import { createInitialModel } from '../../../src/shared/training/initialModel.ts';
import { createKernels } from '../../../src/shared/training/kernels.ts';
import { type TrainingProgress, trainModel } from '../../../src/shared/training/trainModel.ts';
import { lineOf } from '../dataset/fakes.ts';

const classes = 3;
const small = createInitialModel(
  'small',
  [6, 6, 1],
  [
    { kind: 'convolution', filters: 4, kernelSize: 3, activation: 'relu' },
    { kind: 'maxPooling', size: 2 },
    { kind: 'dropout' },
    { kind: 'flatten' },
    { kind: 'dense', units: classes, activation: 'softmax' },
  ],
  6,
);

/** Images of a bright row whose position is the class, on a noisy ground. */
const rows: Dataset = {
  name: 'rows',
  split: 'train',
  splits: ['train'],
  sampleShape: [6, 6, 1],
  count: 120,
  offset: 0,
  values: Float32Array.from({ length: 120 * 36 }, (_, i) => {
    const [sample, row] = [Math.floor(i / 36), Math.floor((i % 36) / 6)];
    return (row === 2 * (sample % classes) ? 0.5 : 0) + 0.5 * uniform('training', 9, sample, 0, i % 36);
  }),
  scaling: 'none',
  labels: Int32Array.from({ length: 120 }, (_, i) => i % classes),
  classNames: null,
};

const settings = { epochs: 3, batchSize: 20, learningRate: 0.02, seed: 3 };

const weightsOf = (graph: ModelGraph): readonly number[] =>
  graph.layers.flatMap(({ operation }) => ('kernel' in operation ? [...operation.kernel.data] : []));

const train = (dataset: Dataset, signal?: AbortSignal) => trainModel(small, dataset, settings, () => {}, signal);

beforeAll(async () => {
  await startTensorBackend();
});

describe('training', () => {
  test('gradients of all layers equal finite differences of the loss', async () => {
    const kernels = createKernels(small);
    const samples = tensor(rows.values.slice(0, 4 * 36), [4, 6, 6, 1]);
    const wanted = oneHot(tensor1d([0, 1, 2, 0], 'int32'), classes);
    const loss = (): number =>
      tidy(() => losses.softmaxCrossEntropy(wanted, runChain(small, kernels, samples).scores).dataSync()[0]!);
    const gradients = tidy(() => {
      const { scores, backward } = runChain(small, kernels, samples);
      return [...backward(mul(sub(softmax(scores), wanted), 1 / 4))].map(
        ([at, values]) => [at, values.dataSync()] as const,
      );
    });
    expect(gradients.map(([position]) => position)).toEqual([6, 1]);
    const step = 4e-3; // small, because where pooling changes its choice the loss has kinks
    for (const [position, gradient] of gradients) {
      const kernel = kernels.get(position)!;
      const original = kernel.dataSync().slice();
      const lossAt = (index: number, change: number): number => {
        kernel.assign(
          tensor(
            original.map((value, i) => (i === index ? value + change : value)),
            kernel.shape,
          ),
        );
        return loss();
      };
      for (let index = 0; index < original.length; index += 5) {
        const difference = (lossAt(index, step) - lossAt(index, -step)) / (2 * step);
        expect(gradient[index]).toBeCloseTo(difference, 3);
      }
      kernel.assign(tensor(original, kernel.shape));
    }
  });

  test('lowers the loss, leaves its argument alone and gives the same weights every time', async () => {
    const before = weightsOf(small);
    const seen: TrainingProgress[] = [];
    const trained = await trainModel(small, rows, settings, (progress) => seen.push(progress));
    expect(weightsOf(small)).toEqual(before);
    expect(seen.map(({ step, steps }) => [step, steps])).toEqual(Array.from({ length: 18 }, (_, i) => [i + 1, 18]));
    expect(seen.at(-1)!.loss).toBeLessThan(0.5 * seen[0]!.loss);
    const again = await trainModel(small, rows, settings, () => {});
    expect(weightsOf(again)).toEqual(weightsOf(trained));
    const otherwise = await trainModel(small, rows, { ...settings, seed: 4 }, () => {});
    expect(weightsOf(otherwise)).not.toEqual(weightsOf(trained));
  });

  test('needs labels, within the classes, and stops when told', async () => {
    expect(await lineOf(train({ ...rows, labels: null }))).toBe(
      '"rows" has no labels, and accuracy needs them. Add them as y (npz), a labels file (IDX) or a label column (csv).',
    );
    expect(await lineOf(train({ ...rows, labels: new Int32Array(120).fill(3) }))).toBe(
      '"rows": sample 0 has the label 3, but the model has 3 classes (0 to 2).',
    );
    await expect(train(rows, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });

  test('initial weights lie within the bounds of Glorot and Bengio and fill them', () => {
    const kernel = small.layers[1]!.operation;
    const limit = Math.sqrt(6 / (9 * (1 + 4)));
    const values = kernel.kind === 'convolution' ? [...kernel.kernel.data] : [];
    expect(values.length).toBe(36);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(limit);
    expect(Math.max(...values)).toBeGreaterThan(0.8 * limit);
    expect(Math.min(...values)).toBeLessThan(-0.8 * limit);
  });
});
