import { expect, test } from 'vitest';
import { countTraining } from '../../../src/shared/training/countTraining.ts';
import { estimateSeconds, networkWork } from '../../../src/shared/training/estimateTraining.ts';
import { createTemplate, type TemplateName } from '../../../src/shared/training/templates.ts';
import { defaultTraining } from '../../../src/shared/training/settings.ts';

const network = (template: TemplateName) =>
  createTemplate(template, {
    inputShape: [28, 28, 1],
    classes: 10,
    activation: 'relu',
    levels: 4,
    bias: null,
    batchNormalization: null,
  });
const epoch = {
  epoch: 1,
  loss: 1,
  accuracy: 0.5,
  validationLoss: null,
  validationAccuracy: null,
  learningRate: 0.001,
  seconds: 20,
};
const outcome = { history: [epoch, { ...epoch, seconds: 40 }], trainingSamples: 1000 };
const counts = countTraining(2000, { ...defaultTraining, validation: 0 });

test('the work of a network is counted by hand for two of them', () => {
  expect(networkWork(network('notebook-mlp'))).toBe(784 * 128 + 128 * 128 + 128 * 10);
  const convolutions = 28 * 28 * 16 * 25 + 14 * 14 * 64 * 25 * 16 + 7 * 7 * 64 * 25 * 64;
  expect(networkWork(network('notebook-cnn'))).toBe(convolutions + 576 * 10);
  const cnn = network('notebook-cnn');
  expect(networkWork({ ...cnn, layers: cnn.layers.slice(0, 2) })).toBe(0);
});

test('the same network takes twice as long for twice as many samples', () => {
  const past = { outcome, architecture: network('notebook-cnn') };
  expect(estimateSeconds(counts, 5, network('notebook-cnn'), past)).toBe(5 * 2 * 30);
});

test('a network of another kind says nothing about the time', () => {
  const past = { outcome, architecture: network('notebook-mlp') };
  expect(estimateSeconds(counts, 5, network('notebook-cnn'), past)).toBeNull();
  const unmeasured = { outcome: { ...outcome, history: [] }, architecture: network('notebook-cnn') };
  expect(estimateSeconds(counts, 5, network('notebook-cnn'), unmeasured)).toBeNull();
  const broken = { ...network('notebook-cnn'), layers: [] };
  expect(estimateSeconds(counts, 5, broken, unmeasured)).toBeNull();
});
