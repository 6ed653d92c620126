import { assertNever } from '../assertNever.ts';
import { type MethodField, methodFieldKeys, type MethodValue } from '../conversion/methodFields.ts';
import { methodChangesSchema } from '../conversion/methodSchema.ts';
import type { MethodChanges, PresetName } from '../conversion/settings.ts';
import type { Scaling } from '../dataset/dataset.ts';
import type { Problem } from '../problems/problems.ts';
import type { Encoding } from '../simulation/encoding.ts';
import type { Readout } from '../simulation/readout.ts';
import { parseValue } from '../numberRange.ts';
import { parseAxis } from './axisText.ts';
import type { DraftField, SweepDraft } from './draft.ts';
import { draftFields } from './draftFields.ts';
import { parseWords } from './fieldAxis.ts';
import { isPowerOfTwo, powersOfTwo } from './inputBursts.ts';
import { parseMethodAxis } from './methodAxis.ts';
import type { SweepSettings } from './plan.ts';

/** A draft, read: what a sweep asks of everything but the files, or what is wrong with which field. */
export type ResolvedDraft =
  | { readonly isValid: true; readonly axes: SweepAxes; readonly data: SampleChoice }
  | { readonly isValid: false; readonly problems: readonly DraftProblem[] };

export type SweepAxes = Omit<SweepSettings, 'model' | 'data'>;

/** Which samples; null: the default of the data set. */
export interface SampleChoice {
  readonly split: string | null;
  readonly offset: number;
  readonly limit: number | null;
  readonly scaling: Scaling | null;
}

export interface DraftProblem {
  readonly field: DraftField;
  readonly problem: Problem;
}

/** Most cells of a sweep: a typing slip must not ask for millions. */
export const mostCells = 100_000;

/** Reads every field of a draft, and names all that are wrong. Fields of encodings and readouts that are not chosen are not looked at. */
export function resolveDraft(draft: SweepDraft): ResolvedDraft {
  const problems: DraftProblem[] = [];
  const wrong = (field: DraftField, value: string, allowed: string): void => {
    if (problems.some((known) => known.field === field)) return;
    const setting = draftFields[field].label;
    problems.push({ field, problem: { area: 'setting', kind: 'wrongValue', setting, value, allowed } });
  };
  const axis = (field: NumericField): readonly number[] => {
    const parsed = parseAxis(draft[field], draftFields[field].range!);
    if ('values' in parsed) return parsed.values;
    wrong(field, draft[field], parsed.wanted);
    return [];
  };
  const value = (field: NumericField): number => {
    const parsed = parseValue(draft[field], draftFields[field].range!);
    if ('value' in parsed) return parsed.value;
    wrong(field, draft[field], parsed.wanted);
    return 0;
  };
  const words = <Word extends string>(field: WordField, of: readonly Word[]): readonly Word[] => {
    const parsed = parseWords(draft[field], of);
    if ('values' in parsed) return parsed.values;
    wrong(field, draft[field], parsed.wanted);
    return [];
  };
  for (const field of ['presets', 'encodings', 'readouts'] as const) {
    if (draft[field].length === 0) wrong(field, '', 'at least one choice');
  }

  const changed = methodFieldKeys.flatMap((field) => {
    const parsed = parseMethodAxis(field, draft[field]);
    if ('wanted' in parsed) wrong(field, draft[field], parsed.wanted);
    return 'values' in parsed && parsed.values.length > 0 ? [{ field, values: parsed.values }] : [];
  });
  const combinations = changed.reduce((product, { values }) => product * values.length, 1);

  if (draft.encodings.includes('burst') && !axis('inputBurstLimit').every(isPowerOfTwo)) {
    wrong('inputBurstLimit', draft.inputBurstLimit, powersOfTwo);
  }

  const axes: SweepAxes = {
    presets: withoutRepeats<PresetName>(draft.presets),
    changes: combinations > mostCells ? [{}] : combine(changed),
    encodings: withoutRepeats(draft.encodings).flatMap((kind) => encodingsOf(kind, axis, words)),
    thresholds: axis('thresholds'),
    readouts: withoutRepeats(draft.readouts).flatMap((kind) => readoutsOf(kind, axis)),
    durations: axis('durations'),
    seeds: axis('seeds'),
    timeStep: value('timeStep'),
    calibration: {
      split: draft.calibrationSplit.trim() === '' ? 'train' : draft.calibrationSplit.trim(),
      samples: value('calibrationSamples'),
    },
  };
  const data: SampleChoice = {
    split: draft.split.trim() === '' ? null : draft.split.trim(),
    offset: value('offset'),
    limit: draft.samples.trim() === '' ? null : value('samples'),
    scaling: draft.scaling === 'auto' ? null : draft.scaling,
  };
  const cells = axes.presets.length * combinations * axes.encodings.length * axes.thresholds.length * axes.seeds.length;
  if (cells > mostCells)
    wrong('thresholds', draft.thresholds, `fewer values: ${cells} cells are more than ${mostCells}`);
  return problems.length > 0 ? { isValid: false, problems } : { isValid: true, axes, data };
}

type WordField = 'spikeScale' | 'onOff';
type NumericField = Exclude<
  DraftField,
  MethodField | WordField | 'presets' | 'encodings' | 'readouts' | 'scaling' | 'split' | 'calibrationSplit'
>;

interface MethodAxis {
  readonly field: MethodField;
  readonly values: readonly MethodValue[];
}

/** Every combination of the changed settings; `{}` where nothing is changed. */
function combine(axes: readonly MethodAxis[]): readonly MethodChanges[] {
  let combinations: readonly Record<string, MethodValue>[] = [{}];
  for (const { field, values } of axes) {
    combinations = combinations.flatMap((combination) => values.map((value) => ({ ...combination, [field]: value })));
  }
  return combinations.map((combination) => methodChangesSchema.parse(combination) as MethodChanges);
}

type ReadAxis = (field: NumericField) => readonly number[];
type ReadWords = <Word extends string>(field: WordField, words: readonly Word[]) => readonly Word[];

function encodingsOf(kind: Encoding['kind'], axis: ReadAxis, words: ReadWords): Encoding[] {
  const withOnOff = <Of extends Encoding>(encodings: readonly Of[]): Of[] =>
    words('onOff', ['off', 'on']).flatMap((sign) =>
      sign === 'on' ? encodings.map((encoding) => ({ ...encoding, onOff: true as const })) : encodings,
    );
  switch (kind) {
    case 'constantCurrent':
      return [{ kind }];
    case 'poisson':
    case 'regular':
      return withOnOff(axis('poissonRate').map((maxRate) => ({ kind, maxRate })));
    case 'annarchyPoisson':
      return axis('poissonRate').map((maxRate) => ({ kind, maxRate }));
    case 'intrinsicallyBursting':
      return axis('burstCurrent').map((maxCurrent) => ({ kind, maxCurrent }));
    case 'phaseShiftOscillation':
      return axis('phaseLevel').map((maxLevel) => ({ kind, maxLevel }));
    case 'phase':
      return withOnOff(axis('phasePeriod').map((period) => ({ kind, period })));
    case 'burst':
      return withOnOff(axis('inputBurstLimit').map((limit) => ({ kind, limit })));
    case 'timeToFirstSpike':
      return withOnOff(
        words('spikeScale', ['linear', 'logarithmic']).flatMap((scale) =>
          axis('spikeWindow').map((window) => ({ kind, window, scale })),
        ),
      );
    default:
      return assertNever(kind);
  }
}

function readoutsOf(kind: Readout['kind'], axis: (field: NumericField) => readonly number[]): Readout[] {
  switch (kind) {
    case 'spikeCount':
    case 'membranePotential':
    case 'timeToFirstSpike':
      return [{ kind }];
    case 'timeToKSpikes':
      return axis('spikesToWin').map((k) => ({ kind, k }));
    default:
      return assertNever(kind);
  }
}

function withoutRepeats<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Set(items)];
}
