import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TrainingData } from '../../../src/shared/api/trainViews.ts';
import { architectureFileSchema } from '../../../src/shared/training/architectureSchema.ts';
import { architectureText } from '../../../src/shared/training/architectureText.ts';
import { architectureOf, checkSetup } from '../../../src/shared/training/checkSetup.ts';
import { countTraining } from '../../../src/shared/training/countTraining.ts';
import { drawValidation } from '../../../src/shared/training/draws.ts';
import { describeNetwork } from '../../../src/shared/training/networkWords.ts';
import { defaultSetup, type SetupNetwork, type TrainSetup } from '../../../src/shared/training/setup.ts';
import { trainSetupSchema } from '../../../src/shared/training/setupSchema.ts';
import { createTemplate, templateNames } from '../../../src/shared/training/templates.ts';
import {
  fileNameOf,
  freeTrainingName,
  isSameName,
  isTrainingName,
} from '../../../src/shared/training/trainingNames.ts';

const mnist: TrainingData = {
  name: 'mnist',
  splits: [
    { name: 'train', samples: 60_000, hasLabels: true },
    { name: 'test', samples: 10_000, hasLabels: true },
  ],
  trainSplit: 'train',
  testSplit: 'test',
  sampleShape: [28, 28],
  classes: 10,
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
};
const template = (name: (typeof templateNames)[number]): SetupNetwork => ({
  kind: 'template',
  template: name,
  activation: 'qcfs',
  levels: 8,
  bias: true,
  batchNormalization: null,
});
const textsOf = (setup: Partial<TrainSetup>, data: TrainingData | null = mnist, taken: readonly string[] = []) =>
  checkSetup({ ...defaultSetup, ...setup }, data, taken).map(({ field, text }) => `${field}: ${text}`);

test('the usual setup and every template fit MNIST, and survive the way through a file', () => {
  expect(textsOf({})).toEqual([]);
  for (const name of templateNames) {
    const setup = { ...defaultSetup, network: template(name) };
    expect(textsOf(setup)).toEqual([]);
    expect(trainSetupSchema.parse(JSON.parse(JSON.stringify(setup)))).toEqual(setup);
  }
});

test('what stands against a setup is named with its field', () => {
  expect(textsOf({ name: 'a/b' })).toEqual([expect.stringContaining('name: A training cannot be named "a/b".')]);
  expect(textsOf({ name: 'CNN ' }, mnist, ['cnn'])).toEqual([expect.stringContaining('cannot be named')]);
  expect(textsOf({ name: 'CNN' }, mnist, ['cnn'])).toEqual([expect.stringContaining('has a training "CNN" already')]);
  // Three poolings leave nothing of images of 4 × 4.
  expect(textsOf({}, { ...mnist, sampleShape: [4, 4] })).toEqual([
    expect.stringMatching(/^network: The network "notebook_cnn" cannot be built: .*larger than/),
  ]);
  const architecture = createTemplate('notebook-mlp', {
    inputShape: [28, 28],
    classes: 5,
    activation: 'relu',
    levels: 4,
    bias: null,
    batchNormalization: null,
  });
  expect(textsOf({ network: { kind: 'architecture', architecture } })).toEqual([
    'network: The network "notebook_mlp" gives 5 scores, and "mnist" has 10 classes. Give its last layer as many units.',
  ]);
  expect(
    textsOf({ data: { ...defaultSetup.data, limit: 3 }, settings: { ...defaultSetup.settings, validation: 0.9 } }),
  ).toEqual([expect.stringContaining('settings: 3 samples, of which 3 are for validation, leave none')]);
  // Without data only what needs none is said.
  expect(textsOf({ settings: { ...defaultSetup.settings, validation: 0, patience: 1 } }, null)).toEqual([
    expect.stringContaining('settings: Early stopping watches'),
  ]);
});

test('samples are counted as they are drawn', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300 }),
      fc.double({ min: 0, max: 0.9, noNaN: true }),
      (samples, validation) => {
        const { training, validation: held } = drawValidation(samples, validation, 1);
        expect(countTraining(samples, { validation, batchSize: 7, epochs: 2 })).toMatchObject({
          trainingSamples: training.length,
          validationSamples: held.length,
          stepsPerEpoch: Math.floor(training.length / Math.max(1, Math.min(7, training.length))),
        });
      },
    ),
  );
});

test('an architecture written to a file is the same when it is read', () => {
  for (const name of templateNames) {
    const architecture = architectureOf(template(name), mnist)!;
    expect(architectureFileSchema.parse(JSON.parse(architectureText(architecture)))).toEqual(architecture);
  }
});

test('names lead to no folder above, on no system', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
      const file = fileNameOf(name);
      expect(file).toMatch(/^\w[\w.-]*$|^model$/);
      expect(file).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|[. ]$/i);
      if (isTrainingName(name)) {
        expect(name).not.toMatch(/[\\/:*?"<>|\0]|^\.|[. ]$/);
        const free = freeTrainingName(name, [name]);
        expect(isTrainingName(free)).toBe(true);
        expect(isSameName(free, name)).toBe(false);
      }
    }),
  );
  expect(freeTrainingName('cnn', ['CNN', 'cnn-2'])).toBe('cnn-3');
  expect(freeTrainingName('cnn-2', ['cnn', 'cnn-2'])).toBe('cnn-3');
});

test('a network in a few words', () => {
  expect(describeNetwork(template('notebook-cnn'))).toBe('notebook-cnn, quantised to 8 levels, with biases');
  expect(describeNetwork({ kind: 'model', path: 'C:\\models\\a.keras' })).toBe('the weights of a.keras');
});
