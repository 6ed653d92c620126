import { assertNever } from '../assertNever.ts';
import type { PresetName } from '../conversion/settings.ts';
import type { Scaling } from '../dataset/dataset.ts';
import type { Problem } from '../problems/problems.ts';
import type { Encoding } from '../simulation/encoding.ts';
import type { Readout } from '../simulation/readout.ts';
import { parseAxis, parseValue } from './axisText.ts';
import type { DraftField, SweepDraft } from './draft.ts';
import { draftFields } from './draftFields.ts';
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
  for (const field of ['presets', 'encodings', 'readouts'] as const) {
    if (draft[field].length === 0) wrong(field, '', 'at least one choice');
  }

  const axes: SweepAxes = {
    presets: withoutRepeats<PresetName>(draft.presets),
    changes: axis('percentile').map((percentile) => (percentile === 99.9 ? {} : { percentile })),
    encodings: withoutRepeats(draft.encodings).flatMap((kind) => encodingsOf(kind, axis)),
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
  const cells =
    axes.presets.length * axes.changes.length * axes.encodings.length * axes.thresholds.length * axes.seeds.length;
  if (cells > mostCells)
    wrong('thresholds', draft.thresholds, `fewer values: ${cells} cells are more than ${mostCells}`);
  return problems.length > 0 ? { isValid: false, problems } : { isValid: true, axes, data };
}

type NumericField = Exclude<
  DraftField,
  'presets' | 'encodings' | 'readouts' | 'scaling' | 'split' | 'calibrationSplit'
>;

function encodingsOf(kind: Encoding['kind'], axis: (field: NumericField) => readonly number[]): Encoding[] {
  switch (kind) {
    case 'constantCurrent':
      return [{ kind }];
    case 'poisson':
      return axis('poissonRate').map((maxRate) => ({ kind, maxRate }));
    case 'intrinsicallyBursting':
      return axis('burstCurrent').map((maxCurrent) => ({ kind, maxCurrent }));
    case 'phaseShiftOscillation':
      return axis('phaseLevel').map((maxLevel) => ({ kind, maxLevel }));
    case 'annarchyPoisson':
    case 'regular':
      return axis('poissonRate').map((maxRate) => ({ kind, maxRate }));
    case 'phase':
      return [{ kind, period: 8 }];
    case 'burst':
      return [{ kind, limit: 16 }];
    case 'timeToFirstSpike':
      return [{ kind, window: 32, scale: 'linear' }];
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
