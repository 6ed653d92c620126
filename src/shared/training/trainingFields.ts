import type { NumberRange } from '../numberRange.ts';
import { defaultTraining, optimizerNames, scheduleNames, usualMomentum, usualStep } from './settings.ts';

export const trainingFieldKeys = [
  'epochs',
  'batchSize',
  'patience',
  'seed',
  'optimizer',
  'momentum',
  'learningRate',
  'schedule',
  'stepEpochs',
  'stepFactor',
  'weightDecay',
  'split',
  'limit',
  'validation',
  'shift',
  'rotation',
] as const;

export type TrainingField = (typeof trainingFieldKeys)[number];

/** Every setting of a training as it is typed. */
export type TrainingTexts = Readonly<Record<TrainingField, string>>;

export const trainingGroups = ['Training', 'Optimiser', 'Samples'] as const;
export type TrainingGroup = (typeof trainingGroups)[number];

/** A setting of a training as the window shows it. */
export interface TrainingFieldFacts {
  readonly group: TrainingGroup;
  readonly label: string;
  readonly unit: string;
  /** One sentence, with the paper that it comes from where there is one. */
  readonly help: string;
  /** Null for what is no number. */
  readonly range: NumberRange | null;
  /** Words to choose from. */
  readonly words?: readonly string[];
  /** What an empty field means; without it the field must be filled. */
  readonly empty?: string;
}

const whole = (least: number, most: number): NumberRange => ({ least, most, isOpen: false, isWhole: true });
const real = (least: number, most: number, isOpen = false): NumberRange => ({ least, most, isOpen, isWhole: false });

/** Ranges as `trainingSettingsSchema` has them; validation in percent. */
export const trainingFields: Readonly<Record<TrainingField, TrainingFieldFacts>> = {
  epochs: {
    group: 'Training',
    label: 'Epochs',
    unit: 'epochs',
    range: whole(1, 10_000),
    help: 'Passes over the training samples; with a cosine schedule more of them also mean a slower fall of the learning rate.',
  },
  batchSize: {
    group: 'Training',
    label: 'Batch size',
    unit: 'samples',
    range: whole(1, 10_000),
    help: 'Samples per step: larger batches give steadier steps and fewer of them.',
  },
  patience: {
    group: 'Training',
    label: 'Early stopping',
    unit: 'epochs',
    range: whole(1, 10_000),
    empty: 'never',
    help: 'Ends after so many epochs without a lower validation loss, and keeps the best weights (Prechelt 1998).',
  },
  optimizer: {
    group: 'Optimiser',
    label: 'Optimiser',
    unit: '',
    range: null,
    words: optimizerNames,
    help: 'adam adapts the step of every weight (Kingma and Ba 2015); sgd follows the gradient with momentum.',
  },
  momentum: {
    group: 'Optimiser',
    label: 'Momentum',
    unit: '',
    range: real(0, 0.999),
    help: 'Share of the last step that sgd takes again: v ← momentum · v + g (Polyak 1964).',
  },
  learningRate: {
    group: 'Optimiser',
    label: 'Learning rate',
    unit: '',
    range: real(0, 1000, true),
    help: 'Size of the steps at the start: too large and the loss runs away, too small and it hardly falls.',
  },
  schedule: {
    group: 'Optimiser',
    label: 'Schedule',
    unit: '',
    range: null,
    words: scheduleNames,
    help: 'How the learning rate goes on: constant; step, times a factor every few epochs; cosine, down to zero at the last step (Loshchilov and Hutter 2017).',
  },
  stepEpochs: {
    group: 'Optimiser',
    label: 'Step after',
    unit: 'epochs',
    range: whole(1, 10_000),
    help: 'Epochs at one learning rate before it is multiplied by the factor.',
  },
  stepFactor: {
    group: 'Optimiser',
    label: 'Step factor',
    unit: '',
    range: real(0, 1, true),
    help: 'What the learning rate is multiplied by after each of these stretches.',
  },
  weightDecay: {
    group: 'Optimiser',
    label: 'Weight decay',
    unit: '',
    range: real(0, 1),
    help: 'Share of each kernel that a step of learning rate 1 takes away; decoupled from the gradient (Loshchilov and Hutter 2019).',
  },
  split: {
    group: 'Samples',
    label: 'Split',
    unit: '',
    range: null,
    empty: 'train, where there is one',
    help: 'Part of the data set that the network is trained on; the test split stays untouched and measures it at the end.',
  },
  limit: {
    group: 'Samples',
    label: 'Samples',
    unit: 'samples',
    range: whole(1, 1e9),
    empty: 'all',
    help: 'Takes only as many samples, from the start of the split: for a quick try.',
  },
  validation: {
    group: 'Samples',
    label: 'Validation',
    unit: '%',
    range: real(0, 90),
    help: 'Share of the samples, drawn by the seed, on which the network is measured after each epoch and never trained.',
  },
  shift: {
    group: 'Samples',
    label: 'Shift',
    unit: 'pixels',
    range: real(0, 1000),
    help: 'Moves each training image anew in every epoch by at most so many pixels along each axis; what comes from outside is zero.',
  },
  rotation: {
    group: 'Samples',
    label: 'Rotation',
    unit: 'degrees',
    range: real(0, 180),
    help: 'Turns each training image anew in every epoch by at most so many degrees, in both directions.',
  },
  seed: {
    group: 'Training',
    label: 'Seed',
    unit: '',
    range: whole(0, 4_294_967_295),
    help: 'Decides weights, order, validation samples, dropout, noise and augmentation: the same seed gives the same network.',
  },
};

export const defaultTrainingTexts: TrainingTexts = {
  epochs: String(defaultTraining.epochs),
  batchSize: String(defaultTraining.batchSize),
  patience: '',
  optimizer: defaultTraining.optimizer.kind,
  momentum: String(usualMomentum),
  learningRate: String(defaultTraining.learningRate),
  schedule: defaultTraining.schedule.kind,
  stepEpochs: String(usualStep.epochs),
  stepFactor: String(usualStep.factor),
  weightDecay: String(defaultTraining.weightDecay),
  split: '',
  limit: '',
  validation: String(100 * defaultTraining.validation),
  shift: String(defaultTraining.augmentation.shift),
  rotation: String(defaultTraining.augmentation.rotation),
  seed: String(defaultTraining.seed),
};

/** Whether a setting means anything beside the others. */
export function isTrainingFieldUsed(field: TrainingField, { optimizer, schedule }: TrainingTexts): boolean {
  if (field === 'momentum') return optimizer === 'sgd';
  return field === 'stepEpochs' || field === 'stepFactor' ? schedule === 'step' : true;
}
