import { describeProblem, type Problem } from '../problems/problems.ts';
import { describeRange, parseValue } from '../numberRange.ts';
import {
  defaultTrainingTexts,
  isTrainingFieldUsed,
  type TrainingField,
  trainingFieldKeys,
  trainingFields,
  type TrainingTexts,
} from './trainingFields.ts';
import type { TrainingSettings } from './settings.ts';

/** Settings of a training as typed, read; or what is wrong, in words, field by field. */
export type ReadTraining =
  | { readonly isValid: true; readonly settings: TrainingSettings; readonly samples: TrainingSamples }
  | { readonly isValid: false; readonly problems: ReadonlyMap<TrainingField, string> };

/** Which samples a network is trained on; split null: `train`, or the only one; limit null: all. */
export interface TrainingSamples {
  readonly split: string | null;
  readonly limit: number | null;
}

export function readTrainingTexts(texts: TrainingTexts): ReadTraining {
  const problems = new Map<TrainingField, string>();
  const wrong = (field: TrainingField, allowed: string): void => {
    const problem = { setting: trainingFields[field].label, value: texts[field].trim(), allowed };
    problems.set(field, describeProblem({ area: 'setting', kind: 'wrongValue', ...problem }));
  };
  const optional = (field: TrainingField): number | null => {
    const { range, empty } = trainingFields[field];
    if (range === null || !isTrainingFieldUsed(field, texts)) return null;
    if (empty !== undefined && texts[field].trim() === '') return null;
    const parsed = parseValue(texts[field], range);
    if ('value' in parsed) return parsed.value;
    wrong(field, empty === undefined ? describeRange(range) : `${describeRange(range)}, or nothing for ${empty}`);
    return null;
  };
  const number = (field: TrainingField): number => optional(field) ?? 0;
  const settings: TrainingSettings = {
    epochs: number('epochs'),
    batchSize: number('batchSize'),
    optimizer: texts.optimizer === 'sgd' ? { kind: 'sgd', momentum: number('momentum') } : { kind: 'adam' },
    learningRate: number('learningRate'),
    schedule:
      texts.schedule === 'step'
        ? { kind: 'step', epochs: number('stepEpochs'), factor: number('stepFactor') }
        : { kind: texts.schedule === 'constant' ? 'constant' : 'cosine' },
    weightDecay: number('weightDecay'),
    validation: number('validation') / 100,
    augmentation: { shift: number('shift'), rotation: number('rotation') },
    patience: optional('patience'),
    seed: number('seed'),
  };
  const limit = optional('limit');
  const noValidation: Problem = { area: 'training', kind: 'noValidation' };
  if (settings.patience !== null && settings.validation === 0 && !problems.has('validation')) {
    problems.set('patience', describeProblem(noValidation));
  }
  if (problems.size > 0) return { isValid: false, problems };
  return { isValid: true, settings, samples: { split: texts.split.trim() || null, limit } };
}

/** Settings as they are typed, to start another training from. */
export function trainingTexts(settings: TrainingSettings, { split, limit }: TrainingSamples): TrainingTexts {
  const { optimizer, schedule, augmentation, patience } = settings;
  return {
    ...defaultTrainingTexts,
    epochs: String(settings.epochs),
    batchSize: String(settings.batchSize),
    patience: String(patience ?? ''),
    optimizer: optimizer.kind,
    ...(optimizer.kind === 'sgd' ? { momentum: String(optimizer.momentum) } : {}),
    learningRate: String(settings.learningRate),
    schedule: schedule.kind,
    ...(schedule.kind === 'step' ? { stepEpochs: String(schedule.epochs), stepFactor: String(schedule.factor) } : {}),
    weightDecay: String(settings.weightDecay),
    split: split ?? '',
    limit: String(limit ?? ''),
    validation: String(Number((100 * settings.validation).toPrecision(12))),
    shift: String(augmentation.shift),
    rotation: String(augmentation.rotation),
    seed: String(settings.seed),
  };
}

/** Settings that are not as by default, and mean something: field and text. */
export function changedTrainingFields(texts: TrainingTexts): readonly (readonly [TrainingField, string])[] {
  return trainingFieldKeys.flatMap((field): (readonly [TrainingField, string])[] =>
    isTrainingFieldUsed(field, texts) && texts[field].trim() !== defaultTrainingTexts[field]
      ? [[field, texts[field].trim()]]
      : [],
  );
}
