import { columnHead, columnText, type ColumnId, type NumberColumn, type ResultColumn } from './resultColumns.ts';

/** A filter as read: terms that all must hold. */
export type Filter = { readonly terms: readonly Term[] } | { readonly wanted: string };

type Term =
  | { readonly kind: 'words'; readonly text: string; readonly isNegated: boolean }
  | { readonly kind: 'comparison'; readonly column: ColumnId; readonly sign: Sign; readonly value: number };

const signs = ['>=', '<=', '!=', '>', '<', '='] as const;
type Sign = (typeof signs)[number];

/**
 * Reads what is typed into the filter: words that a row must have ("poisson 1.2"), must not have ("-poisson"), and comparisons with
 * columns ("accuracy>97 latency<=50"). Space or comma between terms; a column may be shortened as far as it stays clear.
 */
export function parseFilter(text: string, columns: readonly ResultColumn[]): Filter {
  const terms: Term[] = [];
  const tidy = text.replace(/\s*(>=|<=|!=|>|<|=)\s*/g, '$1');
  for (const part of tidy.split(/[\s,]+/).filter((word) => word !== '')) {
    const found = /^([^<>=!]*)(>=|<=|!=|>|<|=)(.*)$/.exec(part);
    if (found === null) {
      const isNegated = part.startsWith('-') && part.length > 1;
      terms.push({ kind: 'words', text: (isNegated ? part.slice(1) : part).toLowerCase(), isNegated });
      continue;
    }
    const term = comparison(found[1]!, found[2]!, found[3]!, columns);
    if ('wanted' in term) return term;
    terms.push(term);
  }
  return { terms };
}

/** Positions of the rows for which all terms hold, in order. */
export function filterRows(filter: Filter, columns: readonly ResultColumn[]): number[] {
  const rows = Array.from(columns[0]?.values.keys() ?? []);
  if ('wanted' in filter) return rows;
  const settings = columns.filter(({ kind, id }) => kind === 'words' || id === 'threshold' || id === 'seed');
  return rows.filter((row) =>
    filter.terms.every((term) => {
      if (term.kind === 'words') {
        return settings.some((column) => columnText(column, row).toLowerCase().includes(term.text)) !== term.isNegated;
      }
      const column = columns.find(({ id }) => id === term.column)!;
      const value = column.values[row];
      return typeof value === 'number' && holds(value, term.sign, term.value);
    }),
  );
}

function comparison(
  name: string,
  sign: string,
  text: string,
  columns: readonly ResultColumn[],
): Term | { wanted: string } {
  const numeric = columns.filter((column): column is NumberColumn => column.kind === 'numbers');
  const column = findColumn(name, numeric);
  const known = numeric.map(({ id }) => id).join(', ');
  if (column === undefined) return { wanted: `one of the columns ${known} before ${sign}` };
  const value = Number(text);
  const found = signs.find((one) => one === sign);
  if (text === '' || Number.isNaN(value) || found === undefined) return { wanted: `a number after ${name}${sign}` };
  return { kind: 'comparison', column: column.id, sign: found, value };
}

function findColumn(name: string, columns: readonly NumberColumn[]): NumberColumn | undefined {
  const wanted = name.toLowerCase();
  if (wanted === '') return undefined;
  return (
    columns.find((column) => column.id.toLowerCase() === wanted) ??
    columns.find((column) => column.id.toLowerCase().startsWith(wanted)) ??
    columns.find((column) => columnHead(column).toLowerCase().startsWith(wanted))
  );
}

function holds(value: number, sign: Sign, than: number): boolean {
  switch (sign) {
    case '>':
      return value > than;
    case '<':
      return value < than;
    case '>=':
      return value >= than;
    case '<=':
      return value <= than;
    case '=':
      return value === than;
    case '!=':
      return value !== than;
    default:
      return sign satisfies never;
  }
}
