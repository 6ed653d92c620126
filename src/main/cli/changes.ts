import { type MethodField, methodFieldNamed, methodFieldNames } from '../../shared/conversion/methodFields.ts';
import { methodChangesSchema } from '../../shared/conversion/methodSchema.ts';
import type { MethodChanges } from '../../shared/conversion/settings.ts';
import { parseMethodPart } from '../../shared/sweep/methodAxis.ts';
import type { RawSettings } from './flags.ts';
import { parseList, withoutRepeats, wrongValue } from './values.ts';

/**
 * What --set and --percentile change in the presets: every combination of the values given, or `{}` where nothing is changed. Throws the
 * Problem wrongValue.
 */
export function parseChanges({ set, percentile }: RawSettings, isSingle: boolean): readonly MethodChanges[] {
  const axes = new Map<MethodField, readonly unknown[]>();
  if (percentile !== undefined) axes.set('percentile', valuesOf('percentile', percentile.label, percentile.text));
  if (set !== undefined) {
    for (const entry of set.text.split(';').filter((text) => text.trim() !== '')) {
      const [name, values] = splitEntry(set.label, entry);
      const field = methodFieldNamed(name);
      if (field === null)
        throw wrongValue(set.label, entry.trim(), `one of the settings ${methodFieldNames.join(', ')}`);
      axes.set(field, valuesOf(field, `${set.label} ${name}`, values));
    }
  }
  let combinations: readonly Record<string, unknown>[] = [{}];
  for (const [field, values] of axes) {
    if (isSingle && values.length > 1) {
      throw wrongValue('--set', `${field}=${values.join(',')}`, 'one value; several are for the command sweep');
    }
    combinations = combinations.flatMap((combination) => values.map((value) => ({ ...combination, [field]: value })));
  }
  return combinations.map((combination) => methodChangesSchema.parse(combination) as MethodChanges);
}

function splitEntry(label: string, entry: string): readonly [name: string, values: string] {
  const at = entry.indexOf('=');
  if (at === -1) throw wrongValue(label, entry.trim(), 'a setting and its value, as in max-pooling=telescoped');
  return [entry.slice(0, at).trim().toLowerCase(), entry.slice(at + 1)];
}

function valuesOf(field: MethodField, label: string, text: string): readonly unknown[] {
  return withoutRepeats(
    parseList(label, text, (setting, item) => {
      const parsed = parseMethodPart(field, item);
      if ('wanted' in parsed) throw wrongValue(setting, item, parsed.wanted);
      return parsed.values;
    }).flat(),
  );
}
