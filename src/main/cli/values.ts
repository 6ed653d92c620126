import { WorkbenchError } from '../../shared/problems/problems.ts';

/** The error for a value that a setting does not allow; `allowed` completes the sentence "it wants …". */
export function wrongValue(setting: string, value: string, allowed: string): WorkbenchError {
  return new WorkbenchError({ area: 'setting', kind: 'wrongValue', setting, value, allowed });
}

/** What numbers a setting takes. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
  /** Whether `least` itself is too small. */
  readonly isOpen: boolean;
  readonly isWhole: boolean;
  /** Of the values, for people; empty for none. */
  readonly unit: string;
}

/** A number within a range, in decimal or scientific notation. Throws the Problem wrongValue. */
export function parseNumber(setting: string, text: string, range: NumberRange): number {
  const value = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : Number.NaN;
  const isInside = (range.isOpen ? value > range.least : value >= range.least) && value <= range.most;
  if (!isInside || (range.isWhole && !Number.isInteger(value))) throw wrongValue(setting, text, describeRange(range));
  return value;
}

/** The range in words: "a number above 0 and up to 10000 (ms)". */
export function describeRange({ least, most, isOpen, isWhole, unit }: NumberRange): string {
  const kind = isWhole ? 'a whole number' : 'a number';
  const words = isOpen ? `${kind} above ${least} and up to ${most}` : `${kind} from ${least} to ${most}`;
  return unit === '' ? words : `${words} (${unit})`;
}

/** The items of a comma-separated list, without repeats, in order. Throws the Problem wrongValue where one is empty. */
export function parseList<Item>(
  setting: string,
  text: string,
  parse: (setting: string, text: string) => Item,
): readonly Item[] {
  const items = text.split(',').map((item) => {
    if (item.trim() === '') throw wrongValue(setting, text, 'values with a comma between them');
    return parse(setting, item.trim());
  });
  return withoutRepeats(items);
}

/** The first of each group of equal items. */
export function withoutRepeats<Item>(items: readonly Item[]): readonly Item[] {
  const keys = items.map((item) => JSON.stringify(item));
  return items.filter((_, index) => keys.indexOf(keys[index]!) === index);
}
