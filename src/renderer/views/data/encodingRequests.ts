import type { RequestOf } from '../../../shared/api/requests.ts';
import { parseAxis, parseValue } from '../../../shared/sweep/axisText.ts';
import type { encodingKinds, SweepDraft } from '../../../shared/sweep/draft.ts';
import { draftFields } from '../../../shared/sweep/draftFields.ts';

export type EncodingKind = (typeof encodingKinds)[number];
export type EncodingParameter = 'poissonRate' | 'burstCurrent' | 'phaseLevel';

/** What is typed beside the rasters: not part of the sweep, only a look. */
export interface EncodingLook {
  readonly duration: string;
  readonly poissonRate: string;
  readonly burstCurrent: string;
  readonly phaseLevel: string;
}

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
  };
}

export const parameterOf: Readonly<Record<EncodingKind, EncodingParameter | null>> = {
  constantCurrent: null,
  poisson: 'poissonRate',
  intrinsicallyBursting: 'burstCurrent',
  phaseShiftOscillation: 'phaseLevel',
};

/** The encoding as the host takes it, or what its field wants instead. */
export function encodingOf(
  kind: EncodingKind,
  look: EncodingLook,
): { readonly encoding: RequestOf<'data.encode'>['encoding'] } | { readonly wanted: string } {
  const parameter = parameterOf[kind];
  const parsed = parameter === null ? { value: 0 } : parseValue(look[parameter], draftFields[parameter].range!);
  if ('wanted' in parsed) return parsed;
  switch (kind) {
    case 'constantCurrent':
      return { encoding: { kind } };
    case 'poisson':
      return { encoding: { kind, maxRate: parsed.value } };
    case 'intrinsicallyBursting':
      return { encoding: { kind, maxCurrent: parsed.value } };
    case 'phaseShiftOscillation':
      return { encoding: { kind, maxLevel: parsed.value } };
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
