import { type Command, Option } from 'commander';
import { usualLevels } from '../../shared/training/activationText.ts';
import { activationChoices } from '../../shared/training/architecture.ts';
import {
  defaultTraining,
  optimizerNames,
  scheduleNames,
  type TrainingSettings,
  usualMomentum,
  usualStep,
} from '../../shared/training/settings.ts';
import { templateNames, templateSummaries } from '../../shared/training/templates.ts';
import { describeRange, type NumberRange } from '../../shared/numberRange.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { parseNumber, wrongValue } from './values.ts';

const whole = (least: number, most: number): NumberRange => ({ least, most, isOpen: false, isWhole: true });
const real = (least: number, most: number, isOpen = false): NumberRange => ({ least, most, isOpen, isWhole: false });

const ranges = {
  epochs: whole(1, 10_000),
  batchSize: whole(1, 10_000),
  learningRate: real(0, 1000, true),
  momentum: real(0, 0.999),
  stepEpochs: whole(1, 10_000),
  stepFactor: real(0, 1, true),
  weightDecay: real(0, 1),
  validation: real(0, 0.9),
  shift: real(0, 1000),
  rotation: real(0, 180),
  patience: whole(1, 10_000),
  levels: whole(1, 1024),
  seed: whole(0, 4_294_967_295),
} as const satisfies Record<string, NumberRange>;

type NumberKey = keyof typeof ranges;

const { batchSize, learningRate, validation, seed } = defaultTraining;

const numberFlags: Readonly<Record<NumberKey, readonly [flag: string, help: string]>> = {
  epochs: ['--epochs <n>', 'passes over the training samples; no default'],
  batchSize: ['--batch-size <n>', `samples per step; default: ${batchSize}`],
  learningRate: ['--learning-rate <rate>', `step size at the start; default: ${learningRate}`],
  momentum: ['--momentum <share>', `of sgd: share of the last step that is taken again; default: ${usualMomentum}`],
  stepEpochs: ['--step-epochs <n>', `of the schedule step: epochs at one rate; default: ${usualStep.epochs}`],
  stepFactor: [
    '--step-factor <f>',
    `of the schedule step: factor on the rate after them; default: ${usualStep.factor}`,
  ],
  weightDecay: ['--weight-decay <share>', 'decoupled decay of kernels, times the learning rate a step; default: 0'],
  validation: ['--validation <share>', `share of the samples kept for validation; default: ${validation}`],
  shift: ['--shift <pixels>', 'augmentation: most pixels by which images are shifted; default: 0'],
  rotation: ['--rotation <degrees>', 'augmentation: most degrees by which images are turned; default: 0'],
  patience: [
    '--patience <n>',
    'epochs without a lower validation loss after which training stops with the best weights; default: never',
  ],
  levels: ['--levels <n>', `of the activation qcfs: levels above zero; default: ${usualLevels}`],
  seed: ['--seed <n>', `seed of weights, order, validation samples, dropout and augmentation; default: ${seed}`],
};

const choiceFlags = {
  activation: [
    '--activation <name>',
    `of a template's hidden layers: relu; clip (ReLU up to a learned level); qcfs (quantised and clipped at a learned threshold: a network that needs few time steps); default: relu`,
  ],
  optimizer: ['--optimizer <name>', `${optimizerNames.join(' or ')}; default: ${defaultTraining.optimizer.kind}`],
  schedule: [
    '--schedule <name>',
    `of the learning rate: ${scheduleNames.join(', ')} (down to zero at the last step); default: ${defaultTraining.schedule.kind}`,
  ],
  bias: ['--bias <yes|no>', 'whether the layers of a template have biases; default: as the template has them'],
  batchNorm: ['--batch-norm <yes|no>', 'whether they have batch normalisation; default: as the template has them'],
} as const;

export const templatesInWords = `
Templates, for samples of the shape and as many classes as the data have:
${templateNames.map((name) => `  ${name.padEnd(15)} ${templateSummaries[name]}`).join('\n')}

An architecture file is a JSON object; --print writes that of a template, to start from.`;

/** Adds the settings of a training to a command. */
export function addTrainingSettings(command: Command): Command {
  for (const [key, [flag, help]] of Object.entries(numberFlags)) {
    command.addOption(new Option(flag, `${help} (${describeRange(isNumberKey(key) ? ranges[key] : ranges.epochs)})`));
  }
  for (const [flag, help] of Object.values(choiceFlags)) command.addOption(new Option(flag, help));
  return command;
}

export type TrainOptions = Readonly<Record<string, unknown>>;

/** The settings of a training as the flags give them. Throws setting Problems. */
export function parseTrainingSettings(options: TrainOptions): TrainingSettings {
  const epochs = numberOf(options, 'epochs');
  if (epochs === null) {
    const needed = 'say how often to go through the training samples';
    throw new WorkbenchError({ area: 'setting', kind: 'missingSetting', setting: '--epochs', needed });
  }
  const optimizer = choiceOf(options, 'optimizer', optimizerNames) ?? defaultTraining.optimizer.kind;
  const schedule = choiceOf(options, 'schedule', scheduleNames) ?? defaultTraining.schedule.kind;
  return {
    epochs,
    batchSize: numberOf(options, 'batchSize') ?? batchSize,
    optimizer:
      optimizer === 'sgd'
        ? { kind: 'sgd', momentum: numberOf(options, 'momentum') ?? usualMomentum }
        : { kind: 'adam' },
    learningRate: numberOf(options, 'learningRate') ?? learningRate,
    schedule:
      schedule === 'step'
        ? {
            kind: 'step',
            epochs: numberOf(options, 'stepEpochs') ?? usualStep.epochs,
            factor: numberOf(options, 'stepFactor') ?? usualStep.factor,
          }
        : { kind: schedule },
    weightDecay: numberOf(options, 'weightDecay') ?? 0,
    validation: numberOf(options, 'validation') ?? validation,
    augmentation: { shift: numberOf(options, 'shift') ?? 0, rotation: numberOf(options, 'rotation') ?? 0 },
    patience: numberOf(options, 'patience'),
    seed: numberOf(options, 'seed') ?? seed,
  };
}

/** What a template is filled with. Throws setting Problems. */
export function parseTemplateOptions(options: TrainOptions) {
  return {
    activation: choiceOf(options, 'activation', activationChoices) ?? 'relu',
    levels: numberOf(options, 'levels') ?? usualLevels,
    bias: yesOrNo(options, 'bias'),
    batchNormalization: yesOrNo(options, 'batchNorm'),
  } as const;
}

function numberOf(options: TrainOptions, key: NumberKey): number | null {
  const text = options[key];
  return typeof text === 'string' ? parseNumber(flagOf(numberFlags[key][0]), text, ranges[key]) : null;
}

function choiceOf<Name extends string>(
  options: TrainOptions,
  key: keyof typeof choiceFlags,
  names: readonly Name[],
): Name | null {
  const text = options[key];
  if (typeof text !== 'string') return null;
  const found = names.find((name) => name === text);
  if (found === undefined) throw wrongValue(flagOf(choiceFlags[key][0]), text, names.join(', '));
  return found;
}

function yesOrNo(options: TrainOptions, key: keyof typeof choiceFlags): boolean | null {
  const found = choiceOf(options, key, ['yes', 'no']);
  return found === null ? null : found === 'yes';
}

function flagOf(syntax: string): string {
  return syntax.split(' ')[0]!;
}

function isNumberKey(key: string): key is NumberKey {
  return Object.hasOwn(ranges, key);
}
