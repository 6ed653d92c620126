import type { RequestOf } from '../../../shared/api/requests.ts';
import { parseValue } from '../../../shared/numberRange.ts';
import { parseAxis } from '../../../shared/sweep/axisText.ts';
import type { encodingKinds, SweepDraft } from '../../../shared/sweep/draft.ts';
import { draftFields } from '../../../shared/sweep/draftFields.ts';
import { parseWords } from '../../../shared/sweep/fieldAxis.ts';
import { isPowerOfTwo, powersOfTwo } from '../../../shared/sweep/inputBursts.ts';

export type EncodingKind = (typeof encodingKinds)[number];
export type EncodingParameter =
  'poissonRate' | 'burstCurrent' | 'phaseLevel' | 'phasePeriod' | 'inputBurstLimit' | 'spikeWindow';

/** What is typed beside the rasters: not part of the sweep, only a look. */
export type EncodingLook = Readonly<Record<EncodingParameter | 'duration', string>> & {
  readonly scale: 'linear' | 'logarithmic';
  readonly isOnOff: boolean;
};

/** Longest look, in ms: a raster of more steps than pixels shows no more. */
const longestLook = 200;

/** The look that the sweep gives: the first value of each axis. */
export function lookOf(draft: SweepDraft): EncodingLook {
  const first = (field: EncodingParameter | 'durations', otherwise: number): number => {
    const parsed = parseAxis(draft[field], draftFields[field].range!);
    return 'values' in parsed ? parsed.values[0]! : otherwise;
  };
  return {
    duration: String(Math.min(longestLook, first('durations', 100))),
    poissonRate: String(first('poissonRate', 1000)),
    burstCurrent: String(first('burstCurrent', 100)),
    phaseLevel: String(first('phaseLevel', 100)),
    phasePeriod: String(first('phasePeriod', 8)),
    inputBurstLimit: String(first('inputBurstLimit', 16)),
    spikeWindow: String(first('spikeWindow', 32)),
    scale: firstWord(draft.spikeScale, ['linear', 'logarithmic']),
    isOnOff: firstWord(draft.onOff, ['off', 'on']) === 'on',
  };
}

function firstWord<Word extends string>(text: string, words: readonly [Word, ...Word[]]): Word {
  const parsed = parseWords(text, words);
  return 'values' in parsed ? (parsed.values[0] ?? words[0]) : words[0];
}

/** What a parameter is called where the encoding stands above it. */
export const parameterLabels: Readonly<Record<EncodingParameter, string>> = {
  poissonRate: 'Rate',
  burstCurrent: 'Current',
  phaseLevel: 'Level',
  phasePeriod: 'Period',
  inputBurstLimit: 'Limit',
  spikeWindow: 'Window',
};

/** The parameter that can be typed beside the raster of an encoding. */
export const parameterOf: Readonly<Record<EncodingKind, EncodingParameter | null>> = {
  constantCurrent: null,
  poisson: 'poissonRate',
  annarchyPoisson: 'poissonRate',
  regular: 'poissonRate',
  intrinsicallyBursting: 'burstCurrent',
  phaseShiftOscillation: 'phaseLevel',
  phase: 'phasePeriod',
  burst: 'inputBurstLimit',
  timeToFirstSpike: 'spikeWindow',
};

/** The encoding as the host takes it, or what its field wants instead. */
export function encodingOf(
  kind: EncodingKind,
  look: EncodingLook,
): { readonly encoding: RequestOf<'data.encode'>['encoding'] } | { readonly wanted: string } {
  const parameter = parameterOf[kind];
  const parsed = parameter === null ? { value: 0 } : parseValue(look[parameter], draftFields[parameter].range!);
  if ('wanted' in parsed) return parsed;
  const { value } = parsed;
  const signs = look.isOnOff ? ({ onOff: true } as const) : {};
  switch (kind) {
    case 'constantCurrent':
      return { encoding: { kind } };
    case 'poisson':
    case 'regular':
      return { encoding: { kind, maxRate: value, ...signs } };
    case 'annarchyPoisson':
      return { encoding: { kind, maxRate: value } };
    case 'intrinsicallyBursting':
      return { encoding: { kind, maxCurrent: value } };
    case 'phaseShiftOscillation':
      return { encoding: { kind, maxLevel: value } };
    case 'phase':
      return { encoding: { kind, period: value, ...signs } };
    case 'burst':
      return isPowerOfTwo(value) ? { encoding: { kind, limit: value, ...signs } } : { wanted: powersOfTwo };
    case 'timeToFirstSpike':
      return { encoding: { kind, window: value, scale: look.scale, ...signs } };
  }
}

/** ms, or what the field wants instead. */
export function durationOf(look: EncodingLook): { readonly value: number } | { readonly wanted: string } {
  return parseValue(look.duration, { least: 0, most: 1000, isOpen: true, isWhole: false });
}

export function timeStepOf(draft: SweepDraft): number {
  const parsed = parseValue(draft.timeStep, draftFields.timeStep.range!);
  return 'value' in parsed ? parsed.value : 1;
}
