import { methodFields, methodValueText, type MethodField } from '../conversion/methodFields.ts';
import { describeRange } from '../numberRange.ts';
import { parseAxis } from './axisText.ts';
import type { DraftField } from './draft.ts';
import { draftFields } from './draftFields.ts';
import { parseMethodAxis } from './methodAxis.ts';

/** The values that are typed into a field, as text, or what it wants instead, completing "it wants …". */
export type ParsedField = { readonly values: readonly string[] } | { readonly wanted: string };

/** Whether a field changes a setting of the presets; empty, it changes nothing. */
export function isMethodField(field: DraftField): field is MethodField {
  return Object.hasOwn(methodFields, field);
}

/** Reads the text of an axis, whether of numbers, of words or of both. */
export function parseField(field: DraftField, text: string): ParsedField {
  const { kind, range, words } = draftFields[field];
  if (isMethodField(field)) {
    const parsed = parseMethodAxis(field, text);
    return 'wanted' in parsed ? parsed : { values: parsed.values.map((value) => methodValueText(field, value)) };
  }
  if (kind === 'words') return parseWords(text, words ?? []);
  if (range === null) return { values: [] };
  const parsed = parseAxis(text, range);
  return 'wanted' in parsed ? parsed : { values: parsed.values.map(String) };
}

/** Several of a few words. */
export function parseWords<Word extends string>(
  text: string,
  words: readonly Word[],
): { readonly values: readonly Word[] } | { readonly wanted: string } {
  const typed = new Set(text.split(',').map((part) => part.trim().toLowerCase()));
  const values = words.filter((word) => typed.has(word));
  return values.length === typed.size ? { values } : { wanted: `one of ${words.join(', ')}, or several with commas` };
}

/** What a field takes, in words: "a number from 0 to 1, or none"; empty for free text. */
export function describeField(field: DraftField): string {
  const { range, words = [] } = draftFields[field];
  if (range === null) return words.join(', ');
  return [describeRange(range), ...words].join(', or ');
}
