import { assertNever } from '../../shared/assertNever.ts';

/** Where a key leads from a row; null for a key that does not walk. */
export function stepFor(key: string, present: number, count: number, pageRows: number): number | null {
  const within = (index: number): number => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'ArrowDown':
      return within(present + 1);
    case 'ArrowUp':
      return within(present - 1);
    case 'PageDown':
      return within(present + pageRows);
    case 'PageUp':
      return within(present - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** The selection after a row is chosen alone, added or taken out, or with all rows from the one before. */
export function nextSelection(
  selected: ReadonlySet<string>,
  keys: readonly string[],
  from: string,
  to: string,
  how: 'only' | 'toggle' | 'range',
): ReadonlySet<string> {
  switch (how) {
    case 'only':
      return new Set([to]);
    case 'toggle':
      return new Set(selected.has(to) ? [...selected].filter((key) => key !== to) : [...selected, to]);
    case 'range': {
      const [first, last] = [keys.indexOf(from), keys.indexOf(to)].toSorted((a, b) => a - b);
      return new Set([...selected, ...keys.slice(first, last! + 1)]);
    }
    default:
      return assertNever(how);
  }
}
