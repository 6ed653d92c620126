import { assertNever } from '../assertNever.ts';
import { type NumberRange, parseValue } from '../numberRange.ts';
import type { ActivationPlan, ClipLevel } from './architecture.ts';
import { activationKinds, clipRules, type LayerField } from './layerFields.ts';

/** Fields of a layer's activation. */
export type ActivationField = Extract<LayerField, 'activation' | 'levels' | 'threshold' | 'clip' | 'clipValue'>;

const positive: NumberRange = { least: 0, most: 1e6, isOpen: true, isWhole: false };
const levelRange: NumberRange = { least: 1, most: 1024, isOpen: false, isWhole: true };
const percentiles: NumberRange = { least: 0, most: 100, isOpen: true, isWhole: false };
/** Levels of a quantised activation unless something else is said. */
export const usualLevels = 4;
const usualPercentile = 99.9;

/** An activation with another text in one of its fields, or what the field wants instead. */
export function withActivationText(
  activation: ActivationPlan,
  field: ActivationField,
  text: string,
): { readonly activation: ActivationPlan } | { readonly wanted: string } {
  if (field === 'activation') {
    const kind = activationKinds.find((known) => known === text.trim());
    if (kind === undefined) return { wanted: activationKinds.join(', ') };
    return { activation: kind === activation.kind ? activation : usualActivation(kind) };
  }
  if (field === 'levels' && activation.kind === 'qcfs') {
    const levels = parseValue(text, levelRange);
    return 'value' in levels ? { activation: { ...activation, levels: levels.value } } : levels;
  }
  if (field === 'threshold' && activation.kind === 'qcfs') {
    const threshold = parseOptional(text, positive);
    return 'value' in threshold ? { activation: { ...activation, threshold: threshold.value } } : threshold;
  }
  if (field === 'clip' && activation.kind === 'clipped') {
    const rule = clipRules.find((known) => known === text.trim());
    if (rule === undefined) return { wanted: clipRules.join(', ') };
    return { activation: rule === activation.level.rule ? activation : { kind: 'clipped', level: usualLevel(rule) } };
  }
  if (field === 'clipValue' && activation.kind === 'clipped') {
    const level = withClipText(activation.level, text);
    return 'wanted' in level ? level : { activation: { kind: 'clipped', level } };
  }
  return { wanted: 'an activation that has it' };
}

/** An activation with the usual choices. */
function usualActivation(kind: (typeof activationKinds)[number]): ActivationPlan {
  if (kind === 'clipped') return { kind, level: usualLevel('learned') };
  return kind === 'qcfs' ? { kind, levels: usualLevels, threshold: null } : { kind };
}

function usualLevel(rule: ClipLevel['rule']): ClipLevel {
  switch (rule) {
    case 'learned':
      return { rule, initial: null };
    case 'fixed':
      return { rule, value: 1 };
    case 'percentile':
      return { rule, percentile: usualPercentile };
    default:
      return assertNever(rule);
  }
}

/** The number that belongs to a clip level; null: measured. */
export function clipNumber(level: ClipLevel): number | null {
  switch (level.rule) {
    case 'learned':
      return level.initial;
    case 'fixed':
      return level.value;
    case 'percentile':
      return level.percentile;
    default:
      return assertNever(level);
  }
}

function withClipText(level: ClipLevel, text: string): ClipLevel | { readonly wanted: string } {
  switch (level.rule) {
    case 'learned': {
      const initial = parseOptional(text, positive);
      return 'value' in initial ? { rule: level.rule, initial: initial.value } : initial;
    }
    case 'fixed': {
      const value = parseValue(text, positive);
      return 'value' in value ? { rule: level.rule, value: value.value } : value;
    }
    case 'percentile': {
      const percentile = parseValue(text, percentiles);
      return 'value' in percentile ? { rule: level.rule, percentile: percentile.value } : percentile;
    }
    default:
      return assertNever(level);
  }
}

function parseOptional(
  text: string,
  range: NumberRange,
): { readonly value: number | null } | { readonly wanted: string } {
  if (text.trim() === '') return { value: null };
  const parsed = parseValue(text, range);
  return 'value' in parsed ? parsed : { wanted: `nothing, or ${parsed.wanted}` };
}
