import { expect, test } from 'vitest';
import { createTrainingBar, formatEpoch, formatTraining } from '../../../src/main/cli/trainingBar.ts';
import type { EpochRecord, TrainingProgress } from '../../../src/shared/training/progress.ts';

const first: EpochRecord = {
  epoch: 1,
  loss: 0.51234,
  accuracy: 0.875,
  validationLoss: 0.25,
  validationAccuracy: 0.9,
  learningRate: 0.001,
  seconds: 61.2,
};

const progress: TrainingProgress = {
  phase: 'training',
  epoch: 2,
  epochs: 3,
  step: 50,
  stepsPerEpoch: 200,
  doneSteps: 250,
  totalSteps: 600,
  losses: [{ step: 250, loss: 0.08125 }],
  learningRate: 0.001,
  history: [first],
  samplesPerSecond: 203.4,
  secondsLeft: 130,
};

test('the bar tells epoch, steps, loss, speed and the time that is left', () => {
  expect(formatTraining(progress)).toBe(
    'Epoch 2 of 3 █████░░░░░░░░░░░░░░░ 50 of 200 steps  loss 0.0813  203 samples/s  2 min 10 s left',
  );
  expect(
    formatTraining({ ...progress, losses: [], samplesPerSecond: null, secondsLeft: null, phase: 'validating' }),
  ).toBe('Validating Epoch 2 of 3 █████░░░░░░░░░░░░░░░ 50 of 200 steps');
});

test('an epoch is one line, with validation where there is some', () => {
  expect(formatEpoch(first, 3)).toBe(
    'Epoch 1 of 3: loss 0.5123, accuracy 87.50 %; validation: loss 0.2500, accuracy 90.00 %; 1 min 2 s',
  );
  expect(formatEpoch({ ...first, validationLoss: null, validationAccuracy: null }, 3)).toBe(
    'Epoch 1 of 3: loss 0.5123, accuracy 87.50 %; 1 min 2 s',
  );
});

test('each epoch of this training is told once, those before an interruption not at all; no terminal, no bar', () => {
  const said: string[] = [];
  const bar = createTrainingBar({ write: () => said.push('drawn') }, (line) => said.push(line.slice(0, 7)));
  const second = { ...first, epoch: 2 };
  bar.update({ ...progress, step: 51 });
  bar.update({ ...progress, history: [first, second] });
  bar.update({ ...progress, history: [first, second] });
  bar.finish([first, second, { ...first, epoch: 3 }]);
  expect(said).toEqual(['Epoch 2', 'Epoch 3']);
});
