import type { TrainingAbout } from '../../../src/main/store/trainingFolder.ts';
import type { EpochRecord } from '../../../src/shared/training/progress.ts';
import { tinyArchitecture, tinySetup } from '../workbench/tinyTraining.ts';

const history: readonly EpochRecord[] = [
  {
    epoch: 1,
    loss: 1.2,
    accuracy: 0.6,
    validationLoss: 0.8,
    validationAccuracy: 0.75,
    learningRate: 0.01,
    seconds: 0.5,
  },
  { epoch: 2, loss: 0.7, accuracy: 0.8, validationLoss: null, validationAccuracy: null, learningRate: 0, seconds: 0.4 },
];
const losses = [
  { step: 1, loss: 2.3 },
  { step: 2, loss: 1.1 },
];
const scores = { precision: 1, recall: 0.5, f1: 2 / 3, support: 2 };

/** A finished training, with a value in every place. */
export const exampleTraining: TrainingAbout = {
  spikebench: '0.1.0',
  name: 'example',
  started: '2026-11-24T04:00:00.000Z',
  ended: '2026-11-24T04:10:00.000Z',
  state: 'finished',
  file: 'example.keras',
  setup: tinySetup('example', 2),
  network: { kind: 'architecture', architecture: tinyArchitecture },
  data: { name: 'digits.npz', path: '/data/digits.npz', sha256: 'a'.repeat(64), split: 'train' },
  progress: {
    phase: 'writing',
    epoch: 2,
    epochs: 2,
    step: 1,
    stepsPerEpoch: 1,
    doneSteps: 2,
    totalSteps: 2,
    losses,
    learningRate: 0.01,
    history,
    samplesPerSecond: 200,
    secondsLeft: null,
  },
  outcome: {
    path: '/project/models/example/example.keras',
    sha256: 'b'.repeat(64),
    history,
    losses,
    stepsPerEpoch: 1,
    bestEpoch: 1,
    stoppedEarly: false,
    parameters: 2026,
    trainingSamples: 900,
    validationSamples: 100,
    levels: [{ layer: 'clip', level: 0.7, levels: 4 }],
    backend: 'wasm',
    resumedAt: { epoch: 2, step: 1 },
  },
  test: {
    split: 'test',
    samples: 2,
    correct: 1,
    accuracy: 0.5,
    low: 0.1,
    high: 0.9,
    classNames: ['no', 'yes'],
    confusion: [
      [1, 1],
      [0, 0],
    ],
    report: { classes: [{ class: 0, ...scores }], accuracy: 0.5, samples: 2, macro: scores, weighted: scores },
  },
  testNote: null,
  reason: null,
};
