import { engine, memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTensorBackend } from '../../../src/main/engine/tensorBackend.ts';
import type { Dataset } from '../../../src/shared/dataset/dataset.ts';
import type { ModelGraph } from '../../../src/shared/model/graph.ts';
import { layerWeights } from '../../../src/shared/model/layerDetails.ts';
import { createInitialModel } from '../../../src/shared/training/initialModel.ts';
import { withParameters } from '../../../src/shared/training/parameters.ts';
import type { EpochRecord, TrainingProgress } from '../../../src/shared/training/progress.ts';
import { defaultTraining, type TrainingSettings } from '../../../src/shared/training/settings.ts';
import { type TrainedModel, trainModel, type TrainingWatch } from '../../../src/shared/training/trainModel.ts';
import type { TrainingState } from '../../../src/shared/training/trainingState.ts';
import { lineOf } from '../dataset/fakes.ts';
import { architectureOf, convolution, dense, flatten, rows } from './smallNetworks.ts';

const architecture = architectureOf(
  [
    convolution(4, { batchNormalization: true, bias: true }),
    { kind: 'maxPooling', size: [2, 2], strides: [2, 2], padding: 'valid' },
    { kind: 'dropout', rate: 0.2 },
    flatten,
    dense(8, { activation: { kind: 'qcfs', levels: 4, threshold: null } }),
    dense(8, { activation: { kind: 'clipped', level: { rule: 'percentile', percentile: 99 } } }),
    dense(3, { activation: { kind: 'softmax' } }),
  ],
  [6, 6, 1],
);
const small = createInitialModel(architecture, 6);

/** Everything that draws, at once. */
const settings: TrainingSettings = {
  ...defaultTraining,
  epochs: 3,
  batchSize: 20,
  learningRate: 0.02,
  weightDecay: 0.01,
  validation: 0.25,
  augmentation: { shift: 0.5, rotation: 5 },
  seed: 3,
};

const weightsOf = ({ layers }: ModelGraph): readonly number[] =>
  layers.flatMap(({ operation }) => [
    ...layerWeights(operation).flatMap(({ values }) => [...values.data]),
    ...(operation.kind === 'activation' && operation.function.kind === 'relu'
      ? [operation.function.maxValue ?? 0]
      : []),
  ]);

const train = (watch: TrainingWatch = {}, changed: Partial<TrainingSettings> = {}, data: Dataset = rows) =>
  trainModel(small, data, { ...settings, ...changed }, watch);

const timeless = (history: readonly EpochRecord[]) => history.map((record) => ({ ...record, seconds: 0 }));

beforeAll(async () => {
  await startTensorBackend();
});

describe('training', () => {
  test('learns, leaves its argument alone and gives the same weights every time, others for another seed', async () => {
    const before = weightsOf(small.graph);
    const long = { epochs: 15, weightDecay: 0 };
    const trained = await train({}, long);
    expect(weightsOf(small.graph)).toEqual(before);
    expect(trained.history.at(-1)!.validationAccuracy).toBeGreaterThan(0.9);
    expect(weightsOf((await train({}, long)).graph)).toEqual(weightsOf(trained.graph));
    expect(weightsOf((await train({}, { ...long, seed: 4 })).graph)).not.toEqual(weightsOf(trained.graph));
  });

  test.each([
    ['adam', { optimizer: { kind: 'adam' } }],
    ['sgd', { optimizer: { kind: 'sgd', momentum: 0.9 }, learningRate: 0.05, schedule: { kind: 'constant' } }],
    ['early stopping', { patience: 1, learningRate: 0.1, epochs: 5 }],
  ] as const)('stopped at any step and taken up again, it ends with the same weights: %s', async (_, changed) => {
    const states: TrainingState[] = [];
    const whole = await train(
      { wantsToKeep: () => true, keep: async (state) => void states.push(await state()) },
      changed,
    );
    // A state after every step, where an epoch's last step is kept behind its validation.
    expect(states.map(({ step }) => step)).toEqual(Array.from({ length: states.length }, (__, i) => i + 1));
    for (const state of [states[0]!, states[5]!, states.at(-1)!]) {
      const rest = await train({ from: structuredClone(state) }, changed);
      expect(weightsOf(rest.graph)).toEqual(weightsOf(whole.graph));
      expect(timeless(rest.history)).toEqual(timeless(whole.history));
    }
  });

  test('early stopping ends with the weights of the best epoch', async () => {
    const states: TrainingState[] = [];
    const keep: TrainingWatch['keep'] = async (state) => void states.push(await state());
    // A rate at which the loss soon rises again.
    const changed = { epochs: 30, patience: 2, learningRate: 0.3, schedule: { kind: 'constant' } } as const;
    const trained: TrainedModel = await train({ keep }, changed);
    expect(trained.stoppedEarly).toBe(true);
    expect(trained.history).toHaveLength(trained.bestEpoch + 2);
    const lowest = Math.min(...trained.history.map(({ validationLoss }) => validationLoss!));
    expect(trained.history[trained.bestEpoch - 1]!.validationLoss).toBe(lowest);
    const kept = states[trained.bestEpoch - 1]!.arrays;
    const values = new Map([...kept].map(([name, data]) => [name.replace('parameter/', ''), data]));
    expect(weightsOf(trained.graph)).toEqual(weightsOf(withParameters(small, values)));
  });

  test('keeps no tensors, however many epochs it takes', async () => {
    const counts: number[] = [];
    const before = memory().numTensors;
    await train({
      keep: async () => {
        counts.push(memory().numTensors);
        await Promise.resolve();
      },
    });
    expect(new Set(counts).size).toBe(1);
    expect(memory().numTensors).toBe(before);
    expect(engine().state.scopeStack.length).toBe(0);
  });

  test('reports every step, the epochs that are done and the time that is left', async () => {
    const seen: TrainingProgress[] = [];
    let time = 0;
    await train({
      now: () => (time += 500),
      report: async (progress) => {
        seen.push(progress);
        await Promise.resolve();
      },
    });
    // 90 of the 120 samples train, 20 a step: 4 steps an epoch, and 10 samples wait.
    const steps = seen.filter(
      ({ phase, step, history, epoch }) => phase === 'training' && history.length < epoch && step > 0,
    );
    expect(steps.map(({ epoch, step, doneSteps }) => [epoch, step, doneSteps])).toEqual(
      Array.from({ length: 12 }, (_, i) => [Math.floor(i / 4) + 1, (i % 4) + 1, i + 1]),
    );
    const last = seen.at(-1)!;
    expect([last.totalSteps, last.history.length, last.losses.length]).toEqual([12, 3, 12]);
    expect(last.history.every(({ seconds }) => seconds > 0)).toBe(true);
    expect(steps[6]!.secondsLeft).toBeGreaterThan(0);
    expect(last.learningRate).toBeLessThan(0.001);
  });

  test('says what stands in its way', async () => {
    expect(await lineOf(train({}, {}, { ...rows, labels: null }))).toBe(
      '"rows" has no labels, and accuracy needs them. Add them as y (npz), a labels file (IDX) or a label column (csv).',
    );
    expect(await lineOf(train({}, {}, { ...rows, labels: new Int32Array(120).fill(3) }))).toBe(
      '"rows": sample 0 has the label 3, but the model has 3 classes (0 to 2).',
    );
    expect(await lineOf(train({}, { validation: 0, patience: 2 }))).toContain('Early stopping watches');
    const plain = createInitialModel(architectureOf([convolution(4), flatten, dense(3)], [6, 6, 1]), 1);
    const wild = { ...settings, optimizer: { kind: 'sgd', momentum: 0 }, learningRate: 1e30 } as const;
    expect(await lineOf(trainModel(plain, rows, wild))).toMatch(
      /^The loss is no longer a number at step \d+ of epoch 1/,
    );
    await expect(train({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});

describe('initial weights', () => {
  test('lie within the bounds of Glorot and Bengio and fill them', () => {
    const kernel = small.graph.layers[1]!.operation;
    const limit = Math.sqrt(6 / (9 * (1 + 4)));
    const values = kernel.kind === 'convolution' ? [...kernel.kernel.data] : [];
    expect(values.length).toBe(36);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(limit);
    expect(Math.max(...values)).toBeGreaterThan(0.8 * limit);
    expect(Math.min(...values)).toBeLessThan(-0.8 * limit);
  });
});
