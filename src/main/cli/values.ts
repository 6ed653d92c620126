import { WorkbenchError } from '../../shared/problems/problems.ts';
import { type NumberRange, parseValue } from '../../shared/numberRange.ts';
import { parseAxis } from '../../shared/sweep/axisText.ts';

/** The error for a value that a setting does not allow; `allowed` completes the sentence "it wants …". */
export function wrongValue(setting: string, value: string, allowed: string): WorkbenchError {
  return new WorkbenchError({ area: 'setting', kind: 'wrongValue', setting, value, allowed });
}

/** One number within a range. Throws the Problem wrongValue. */
export function parseNumber(setting: string, text: string, range: NumberRange): number {
  const parsed = parseValue(text, range);
  if ('wanted' in parsed) throw wrongValue(setting, text, parsed.wanted);
  return parsed.value;
}

/** Numbers within a range, as "0.8, 1" or "0.6 to 1.4 step 0.2". Throws the Problem wrongValue. */
export function parseNumbers(setting: string, text: string, range: NumberRange): readonly number[] {
  const parsed = parseAxis(text, range);
  if ('wanted' in parsed) throw wrongValue(setting, text, parsed.wanted);
  return parsed.values;
}

/** The items of a comma-separated list, in order. Throws the Problem wrongValue where one is empty. */
export function parseList<Item>(
  setting: string,
  text: string,
  parse: (setting: string, text: string) => Item,
): readonly Item[] {
  return text.split(',').map((item) => {
    if (item.trim() === '') throw wrongValue(setting, text, 'values with a comma between them');
    return parse(setting, item.trim());
  });
}

/** The first of each group of equal items. */
export function withoutRepeats<Item>(items: readonly Item[]): readonly Item[] {
  const keys = items.map((item) => JSON.stringify(item));
  return items.filter((_, index) => keys.indexOf(keys[index]!) === index);
}
