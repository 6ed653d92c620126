import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TrainingData } from '../../../src/shared/api/trainViews.ts';
import { draftProblems } from '../../../src/shared/training/draftProblems.ts';
import { layOut } from '../../../src/shared/training/layOut.ts';
import { mendLayer, mendScores } from '../../../src/shared/training/mendLayer.ts';
import {
  changeKind,
  draftedArchitecture,
  editLayer,
  insertLayer,
  type NetworkDraft,
  removeLayer,
} from '../../../src/shared/training/networkDraft.ts';
import { trainingSettingsSchema } from '../../../src/shared/training/settingsSchema.ts';
import { defaultSetup } from '../../../src/shared/training/setup.ts';
import { trainSetupSchema } from '../../../src/shared/training/setupSchema.ts';
import {
  chooseNetwork,
  draftFrom,
  editLayers,
  layersOf,
  setActivation,
  setLevels,
  setOption,
  setupFrom,
  templateLike,
  type TrainDraft,
} from '../../../src/shared/training/trainDraft.ts';
import {
  defaultTrainingTexts,
  type TrainingField,
  trainingFieldKeys,
  trainingFields,
} from '../../../src/shared/training/trainingFields.ts';
import { changedTrainingFields, readTrainingTexts, trainingTexts } from '../../../src/shared/training/trainingTexts.ts';
import { defaultTraining } from '../../../src/shared/training/settings.ts';

const digits: TrainingData = {
  name: 'digits',
  splits: [
    { name: 'train', samples: 4000, hasLabels: true },
    { name: 'test', samples: 1000, hasLabels: true },
  ],
  trainSplit: 'train',
  testSplit: 'test',
  sampleShape: [28, 28],
  classes: 10,
  classNames: [],
};
const start = draftFrom(defaultSetup);
const problemsOf = (draft: TrainDraft, takenNames: readonly string[] = []) => {
  const layers = layersOf(draft.network, digits);
  const laidOut = layers && layOut(draftedArchitecture(layers));
  return draftProblems(draft, layers, laidOut, { data: digits, takenNames });
};

test('a setup comes back from its draft as it was', () => {
  expect(setupFrom(start)).toEqual(defaultSetup);
  const edited = editLayers(start, digits, (layers) => editLayer(layers, 0, 'filters', '8'));
  const setup = setupFrom(edited)!;
  expect(setup.network).toMatchObject({ kind: 'architecture', architecture: { inputShape: [28, 28, 1] } });
  expect(setupFrom(draftFrom(setup))).toEqual(setup);
  expect(trainSetupSchema.parse(setup)).toEqual(setup);
});

test('the defaults of the window are those of the command line', () => {
  const read = readTrainingTexts(defaultTrainingTexts);
  expect(read).toEqual({ isValid: true, settings: defaultTraining, samples: { split: null, limit: null } });
  expect(changedTrainingFields(defaultTrainingTexts)).toEqual([]);
  expect(changedTrainingFields({ ...defaultTrainingTexts, momentum: '0.5', epochs: '3' })).toEqual([['epochs', '3']]);
});

test('what the fields take, the host takes, at both ends of every range', () => {
  const ends = trainingFieldKeys.flatMap((field): (readonly [TrainingField, string])[] => {
    const { range } = trainingFields[field];
    if (range === null) return [];
    const least = range.isOpen ? range.most / 1e6 : range.least;
    return [
      [field, String(least)],
      [field, String(range.most)],
    ];
  });
  expect(ends.length).toBeGreaterThan(20);
  const others = { optimizer: 'sgd', schedule: 'step' } as const;
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...ends), { selector: ([field]) => field }), (changes) => {
      const texts = { ...defaultTrainingTexts, ...others, patience: '3', ...Object.fromEntries(changes) };
      const read = readTrainingTexts(texts);
      if (!read.isValid) {
        expect([...read.problems.keys()]).toEqual(['patience']);
        return;
      }
      expect(trainingSettingsSchema.parse(read.settings)).toEqual(read.settings);
      expect(readTrainingTexts(trainingTexts(read.settings, read.samples))).toEqual(read);
    }),
  );
});

test('a wrong value says what is allowed; one of a setting that is not used is not looked at', () => {
  const read = readTrainingTexts({
    ...defaultTrainingTexts,
    epochs: '0',
    momentum: 'much',
    patience: '2',
    validation: '0',
  });
  expect(read.isValid ? [] : [...read.problems]).toEqual([
    ['epochs', 'Epochs "0" is not possible: it wants a whole number from 1 to 10000.'],
    [
      'patience',
      'Early stopping watches the loss on validation samples, and there are none. Give a part of the samples for validation, or no patience.',
    ],
  ]);
});

test('a template keeps to its data and its options until a layer is edited', () => {
  const quantised = setLevels(setActivation(start, 'qcfs', []), '8');
  expect([quantised.name, quantised.network]).toEqual([
    'notebook-cnn-qcfs',
    expect.objectContaining({ kind: 'template', activation: 'qcfs', levels: 8 }),
  ]);
  const mlp = chooseNetwork(quantised, templateLike(quantised, 'notebook-mlp'), []);
  expect([mlp.name, mlp.levels]).toEqual(['notebook-mlp-qcfs', '8']);
  const edited = editLayers(mlp, digits, (layers) => removeLayer(layers, 2));
  expect(edited.network.kind).toBe('layers');
  const clipped = setOption(setActivation(edited, 'clip', []), 'bias', true);
  expect(layersOf(clipped.network, digits)!.layers[1]!.plan.form).toMatchObject({
    bias: true,
    activation: { kind: 'clipped' },
  });
});

test('a name that somebody typed stays; one that nobody typed keeps out of the way of others', () => {
  const own = { ...start, name: 'my digits' };
  expect(chooseNetwork(own, templateLike(own, 'small-resnet'), []).name).toBe('my digits');
  const edited = editLayers(setActivation(start, 'qcfs', []), digits, (layers) => removeLayer(layers, 6));
  expect(chooseNetwork({ ...edited, name: `${edited.name}-2` }, templateLike(edited, 'notebook-mlp'), []).name).toBe(
    'notebook-mlp',
  );
  expect(chooseNetwork(start, templateLike(start, 'small-resnet'), ['small-resnet']).name).toBe('small-resnet-2');
  expect(problemsOf(start, ['Notebook-CNN']).name).toMatch(/notebook-cnn/);
});

test('problems stand with the layer, the field or the network that they are of', () => {
  expect(problemsOf(start).count).toBe(0);
  const slip = editLayers(start, digits, (layers) => editLayer(layers, 0, 'kernel', 'big'));
  expect([...problemsOf(slip).layers.values()]).toEqual([
    [expect.stringMatching(/^Kernel "big" is not possible: it wants a whole number from 1 to 4096 for both axes/)],
  ]);
  const faulty = editLayers(start, digits, (layers) => removeLayer(layers, 7));
  const { layers, count } = problemsOf(faulty);
  expect([...layers.values()]).toEqual([[expect.stringMatching(/^It takes a row of values and is given/)]]);
  expect(count).toBe(1);
  expect(
    problemsOf({ ...start, texts: { ...start.texts, limit: '1', validation: '90' } }).settings.has('validation'),
  ).toBe(true);
  const few = editLayers(start, digits, (drafted) => editLayer(drafted, 8, 'units', '7'));
  expect(problemsOf(few).network).toMatch(/7/);
});

test('what can be mended by a button is sound afterwards', () => {
  const whole = layersOf(start.network, digits)!;
  const faulty = [
    removeLayer(whole, 7),
    removeLayer(whole, 8),
    removeLayer(removeLayer(whole, 8), 7),
    editLayer(whole, 8, 'activation', 'relu'),
    editLayer(whole, 2, 'activation', 'softmax'),
    insertLayer(whole, 9, 'dropout'),
    editLayer(insertLayer(whole, 1, 'activation'), 1, 'activation', 'linear'),
  ];
  const mendAll = (draft: NetworkDraft, tries: number): NetworkDraft | null => {
    const laidOut = layOut(draftedArchitecture(draft));
    const at = laidOut.layers.findIndex(({ fault }) => fault !== null);
    if (at < 0) return draft;
    const mend = mendLayer(draft, at, laidOut, digits);
    return mend === null || tries === 0 ? null : mendAll(mend.apply(draft), tries - 1);
  };
  for (const draft of faulty) {
    expect(layOut(draftedArchitecture(draft)).isSound).toBe(false);
    const mended = mendAll(draft, 2);
    expect(mended && layOut(draftedArchitecture(mended)).classes).toBe(10);
  }
  expect(mendAll(changeKind(whole, 8, 'globalMaxPooling'), 2)).toBeNull();
  const few = editLayer(whole, 8, 'units', '7');
  expect(layOut(draftedArchitecture(mendScores(few, digits)!.apply(few))).classes).toBe(10);
  expect(mendScores(whole, digits)).toBeNull();
});
