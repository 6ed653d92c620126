import {
  type MethodField,
  methodFields,
  type MethodValue,
  methodValueText,
  parseMethodValue,
} from '../conversion/methodFields.ts';
import type { NumberRange } from '../numberRange.ts';
import { mostAxisValues, parseAxis } from './axisText.ts';

/** The values of a setting of a conversion, or what it wants instead, completing "it wants …". */
export type ParsedMethodAxis = { readonly values: readonly MethodValue[] } | { readonly wanted: string };

/**
 * Reads what is typed for a setting of a conversion, in the window as after --set: words ("gated, telescoped"), numbers, ranges of them
 * ("1 to 8 step 1") and the word for no number, mixed with commas. Empty text stands for no value: the preset keeps its own.
 */
export function parseMethodAxis(field: MethodField, text: string): ParsedMethodAxis {
  if (text.trim() === '') return { values: [] };
  /** By text: each once. */
  const values = new Map<string, MethodValue>();
  for (const part of text.split(',')) {
    const parsed = parseMethodPart(field, part);
    if ('wanted' in parsed) return { wanted: `${parsed.wanted}; or several with commas between them` };
    for (const value of parsed.values) values.set(methodValueText(field, value), value);
  }
  return values.size > mostAxisValues
    ? { wanted: `at most ${mostAxisValues} values` }
    : { values: [...values.values()] };
}

/** One item of a list: a value or a range. */
export function parseMethodPart(field: MethodField, part: string): ParsedMethodAxis {
  const range = rangeOfMethod(field);
  if (range !== null && /\sto\s/i.test(part)) {
    const several = parseAxis(part, range);
    if ('values' in several) return several;
  }
  const parsed = parseMethodValue(field, part);
  return 'wanted' in parsed ? parsed : { values: [parsed.value] };
}

/** Numbers that a setting takes; null for a choice of words. */
export function rangeOfMethod(field: MethodField): NumberRange | null {
  const { values } = methodFields[field];
  if (values.kind !== 'number') return null;
  const { least, most, isOpen, isWhole } = values;
  return { least, most, isOpen, isWhole };
}
