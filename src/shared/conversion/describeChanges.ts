import { methodFieldKeys, methodFields, methodValueText } from './methodFields.ts';
import type { ConversionSettings, MethodChanges } from './settings.ts';

/** Changed settings as the command line takes and tables write them: `max-pooling=telescoped granularity=channel`; empty for none. */
export function describeChanges(changes: MethodChanges): string {
  return methodFieldKeys
    .flatMap((field) => {
      const value = changes[field];
      return value === undefined ? [] : [`${methodFields[field].name}=${methodValueText(field, value)}`];
    })
    .join(' ');
}

/** A preset and what is changed in it: `calibrated`, or `calibrated max-pooling=gated`. */
export function methodName({ preset, changes }: Pick<ConversionSettings, 'preset' | 'changes'>): string {
  return `${preset} ${describeChanges(changes)}`.trim();
}
