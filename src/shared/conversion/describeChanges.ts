import type { MethodChanges } from './settings.ts';

/** Changed settings as tables and the command line write them: `maxPooling=telescoped granularity=channel`; empty for none. */
export function describeChanges(changes: MethodChanges): string {
  return Object.entries(changes)
    .map(([name, value]) => `${name}=${value === null ? 'none' : value}`)
    .join(' ');
}
