import { expect, test } from 'vitest';
import {
  endedWords,
  outcomeFacts,
  planSentence,
  testWords,
  trainingLine,
  trainingProgressWords,
} from '../../src/renderer/frame/trainingWords.ts';
import { layerRowWords, placeAfterDrop, possibleInputs, takesWords } from '../../src/renderer/views/train/layerRows.ts';
import { optionsOf } from '../../src/renderer/views/train/optionWords.ts';
import type { TrainingNow, TrainingSummary } from '../../src/shared/api/trainViews.ts';
import type { EpochRecord, TrainingProgress } from '../../src/shared/training/progress.ts';
import { defaultSetup } from '../../src/shared/training/setup.ts';
import { moveLayer } from '../../src/shared/training/networkDraft.ts';
import { draftFrom, editLayers, layersOf, setActivation, setOption } from '../../src/shared/training/trainDraft.ts';

const epoch: EpochRecord = {
  epoch: 1,
  loss: 0.5,
  accuracy: 0.8,
  validationLoss: 0.4,
  validationAccuracy: 0.8525,
  learningRate: 0.001,
  seconds: 10,
};
const progress: TrainingProgress = {
  phase: 'training',
  epoch: 2,
  epochs: 5,
  step: 4,
  stepsPerEpoch: 36,
  doneSteps: 40,
  totalSteps: 180,
  losses: [],
  learningRate: 0.001,
  history: [epoch],
  samplesPerSecond: 203.4,
  secondsLeft: 250,
};
const now: TrainingNow = {
  training: 'cnn',
  name: 'cnn',
  state: 'running',
  phase: 'training',
  progress,
  tested: null,
  standstill: null,
  reason: null,
};
const summary: TrainingSummary = {
  training: 'cnn',
  name: 'cnn',
  state: 'finished',
  started: '2026-11-24T04:00:00.000Z',
  ended: '2026-11-24T04:03:20.000Z',
  network: 'notebook-cnn',
  data: 'digits.npz',
  epochs: 5,
  epochsDone: 5,
  validationAccuracy: 0.95,
  testAccuracy: 0.974,
  parameters: 134160,
  isProjectModel: false,
  reason: null,
};

test('a training at work says its epoch, its steps, its speed and what is left', () => {
  expect(trainingProgressWords(now)).toEqual({
    phase: 'Epoch 2 of 5',
    share: 40 / 180,
    counts: 'step 40 of 180',
    speed: '203 samples/s',
    left: '4 min 10 s left',
  });
  expect(trainingProgressWords({ ...now, phase: 'reading', progress: null })).toEqual({
    phase: 'Reading the data',
    share: 0,
    counts: '',
    speed: '',
    left: '',
  });
  const testing = trainingProgressWords({ ...now, phase: 'testing', tested: { done: 300, total: 1000 } });
  expect([testing.phase, testing.share, testing.counts, testing.speed]).toEqual([
    'Measuring on the test split',
    0.3,
    '300 of 1,000 images',
    '',
  ]);
});

test('the list says how far a training is, how it stopped or how good its network is', () => {
  expect(trainingLine({ ...summary, state: 'running' }, now)).toBe('Epoch 2 of 5');
  expect(trainingLine({ ...summary, state: 'cut', epochsDone: 1 }, null)).toBe('interrupted, 1 of 5 epochs');
  expect(trainingLine(summary, null)).toBe('test accuracy 97.4 %');
  expect(trainingLine({ ...summary, testAccuracy: null }, null)).toBe('validation accuracy 95.0 %');
  expect(trainingLine({ ...summary, testAccuracy: null, validationAccuracy: null }, null)).toBe('finished, 5 epochs');
});

test('the end of a training is told with its time, or with how far it came', () => {
  expect(endedWords(summary)).toBe('5 epochs, ended 3 min 20 s after its start');
  expect(endedWords({ ...summary, state: 'failed', epochsDone: 2 })).toBe('2 of 5 epochs');
});

test('a test accuracy comes with its interval and what it was measured on', () => {
  const report = { classes: [], macro: null, weighted: null } as never;
  const measured = { split: 'test', samples: 1000, correct: 974, accuracy: 0.974, low: 0.9621, high: 0.9822 };
  expect(testWords({ ...measured, classNames: [], confusion: [], report })).toEqual({
    accuracy: '97.40 %',
    interval: '95 % interval 96.21 to 98.22 %, on the 1,000 images of "test"',
  });
});

test('what came out names the epoch whose weights were kept, and where it was taken up again', () => {
  const outcome = {
    path: '',
    sha256: '',
    history: [epoch, { ...epoch, epoch: 2, validationAccuracy: 0.9 }, { ...epoch, epoch: 3 }],
    losses: [],
    stepsPerEpoch: 36,
    bestEpoch: 2,
    stoppedEarly: true,
    parameters: 9749,
    trainingSamples: 3600,
    validationSamples: 400,
    levels: [],
    backend: 'wasm',
    resumedAt: { epoch: 2, step: 1030 },
  };
  expect(Object.fromEntries(outcomeFacts(outcome))).toEqual({
    'Validation accuracy': '90.00 %',
    Epochs: '3, stopped early',
    Weights: 'of epoch 2',
    Parameters: '9,749',
    'Trained on': '3,600 samples',
    'Validated on': '400 samples',
    Arithmetic: 'tfjs, wasm',
    'Resumed at': 'epoch 2, step 1,030',
  });
});

test('a plan is a number of epochs and of their steps', () => {
  const counts = { trainingSamples: 100, validationSamples: 0, batchSize: 100, stepsPerEpoch: 1, totalSteps: 1 };
  expect(planSentence(1, counts)).toBe('1 epoch of 1 step');
});

test('a row tells the layer, what it gives and what is wrong to those who hear it', () => {
  const form = { kind: 'maxPooling', size: [2, 2], strides: [2, 2], padding: 'valid' } as const;
  const plan = { name: 'pool', inputs: null, form };
  const laidOut = { name: 'pool', inputs: [0], shape: [14, 14, 16], parameters: 0, statistics: 0, fault: null };
  expect(layerRowWords(plan, laidOut, [])).toBe('pool: Max pooling, windows 2 × 2, output 14 × 14 × 16, 0 parameters');
  expect(layerRowWords(plan, { ...laidOut, shape: null }, ['It is odd.'])).toBe(
    'pool: Max pooling, windows 2 × 2, It is odd.',
  );
  expect([takesWords(plan), takesWords({ ...plan, inputs: ['a', 'b'] })]).toEqual(['', 'takes a and b']);
});

test('a dropped row stands where it was dropped, from above and from below', () => {
  const layers = layersOf(editLayers(draftFrom(defaultSetup), data, (draft) => draft).network, data)!;
  const order = (from: number, target: number, isAfter: boolean) =>
    moveLayer(layers, from, placeAfterDrop(from, target, isAfter)).layers.map(({ id }) => id);
  expect(order(0, 2, true).slice(0, 4)).toEqual([1, 2, 0, 3]);
  expect(order(0, 2, false).slice(0, 4)).toEqual([1, 0, 2, 3]);
  expect(order(3, 1, false).slice(0, 4)).toEqual([0, 3, 1, 2]);
  expect(order(3, 1, true).slice(0, 4)).toEqual([0, 1, 3, 2]);
  expect(order(2, 2, true)).toEqual(layers.layers.map(({ id }) => id));
});

test('a layer can take the input and what stands before it', () => {
  const found = possibleInputs(['a', 'b', 'c'], 2, (position) => (position < 0 ? '28' : `of ${position}`));
  expect(found.map(({ id, note }) => [id, note])).toEqual([
    ['input', '28'],
    ['a', 'of 0'],
    ['b', 'of 1'],
  ]);
});

test('options show what the template says, what all layers have, or nothing where they differ', () => {
  const template = setActivation(draftFrom(defaultSetup), 'clip', []);
  expect(optionsOf(template)).toMatchObject({ activation: 'clip', bias: 'template', ofTemplate: true });
  const own = editLayers(template, data, (layers) => moveLayer(layers, 0, 1));
  expect(optionsOf(setOption(own, 'bias', true))).toMatchObject({
    activation: 'clip',
    bias: 'yes',
    batchNormalization: 'no',
    ofTemplate: false,
  });
  expect(optionsOf({ ...own, network: { kind: 'model', path: null } })).toMatchObject({ activation: null, bias: null });
});

const data = {
  name: 'digits',
  splits: [],
  trainSplit: 'train',
  testSplit: null,
  sampleShape: [28, 28],
  classes: 10,
  classNames: [],
};
