import { energyCaveat } from '../metrics/energy.ts';
import { spreadOf } from '../metrics/seeds.ts';
import type { ResultRow } from '../results/resultRows.ts';
import { seedGroups } from '../results/seedGroups.ts';
import { factsWords, figureFacts } from './figureFacts.ts';
import type { TableColumn } from './tableColumns.ts';
import type { TableContext } from './tableContext.ts';

/** A table for people, before it is LaTeX or Markdown. */
export interface PrintTable {
  readonly caption: string;
  readonly columns: readonly { readonly head: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly PrintCell[])[];
  readonly notes: readonly string[];
}

/**
 * `winner`: more accurate than all others beyond chance; `tied`: the best, or not shown to be worse than it; `best`: the lowest or highest
 * number of its column, which nothing tests.
 */
export interface PrintCell {
  readonly text: string;
  readonly mark: 'winner' | 'tied' | 'best' | null;
}

/** Lays out chosen columns; with `seeds` `mean` rows that differ by their seed alone become one, with mean ± standard deviation. */
export function printTable(
  columns: readonly TableColumn[],
  context: TableContext,
  seeds: 'each' | 'mean' = 'each',
): PrintTable {
  const groups = seedGroups(context.rows);
  const isGrouped = seeds === 'mean' && groups.some(({ distinct }) => distinct.length > 1);
  const rows = isGrouped ? groups.map(({ distinct }) => distinct) : context.rows.map((row) => [row]);
  const shown = isGrouped ? columns.filter(({ name }) => !ofOneSeed.has(name)) : columns;
  const laidOut = shown.map((column) => printColumn(column, rows, context, isGrouped));
  const counts = {
    column: { head: 'Seeds', align: 'right' as const },
    cells: rows.map(({ length }): PrintCell => ({ text: String(length), mark: null })),
  };
  const all = isGrouped ? [...laidOut, counts] : laidOut;
  const { time, record } = context;
  return {
    caption: `${factsWords(figureFacts(record))}. Values after ${time} ms of simulated time; analog accuracy ${((100 * record.analog.correct) / record.settings.data.count).toFixed(2)} %.`,
    columns: all.map(({ column }) => column),
    rows: rows.map((_, r) => all.map(({ cells }) => cells[r]!)),
    notes: notesOf(
      shown,
      all.flatMap(({ cells }) => cells),
      context,
      isGrouped,
    ),
  };
}

/** Say nothing about several seeds together, or say it once more. */
const ofOneSeed: ReadonlySet<string> = new Set([
  'cell',
  'seed',
  'seeds',
  'accuracy_low',
  'accuracy_high',
  'accuracy_mean',
  'accuracy_sd',
  'standing',
  'p_against_best',
]);

interface Printed {
  readonly column: PrintTable['columns'][number];
  readonly cells: readonly PrintCell[];
}

function printColumn(
  { name, title, print, better, value }: TableColumn,
  rows: readonly (readonly ResultRow[])[],
  context: TableContext,
  isGrouped: boolean,
): Printed {
  const values = rows.map((members) => members.map((row) => value(row, context)));
  if (print === undefined) {
    const cells = values.map((words): PrintCell => ({ text: [...new Set(words)].join(', '), mark: null }));
    return { column: { head: title, align: 'left' }, cells };
  }
  const numbers = values.map((list) =>
    list.flatMap((found) => (typeof found === 'number' ? [found * print.factor] : [])),
  );
  const decimals = print.decimals ?? decimalsOf(numbers.flat());
  // A mean of what only some seeds reached would flatter.
  const means = numbers.map((list, r) =>
    list.length === values[r]!.length && list.length > 0 ? spreadOf(list) : null,
  );
  const best = bestOf(
    means.map((spread) => spread?.mean ?? null),
    better,
  );
  const cells = means.map((spread, r): PrintCell => {
    if (spread === null)
      return { text: numbers[r]!.length === 0 ? '–' : `– (${numbers[r]!.length} of ${values[r]!.length})`, mark: null };
    const text = spread.mean.toFixed(decimals).replace('-', '−');
    const isBest = best !== null && spread.mean === best;
    return {
      text:
        isGrouped && spread.deviation !== null && spread.deviation > 0
          ? `${text} ± ${spread.deviation.toFixed(decimals)}`
          : text,
      mark: name === 'accuracy' ? standingOf(rows[r]!, context, isBest, isGrouped) : isBest ? 'best' : null,
    };
  });
  return { column: { head: print.unit === '' ? title : `${title} (${print.unit})`, align: 'right' }, cells };
}

function standingOf(
  rows: readonly ResultRow[],
  { judgement }: TableContext,
  isBest: boolean,
  isGrouped: boolean,
): PrintCell['mark'] {
  const found = judgement();
  if (isGrouped || typeof found === 'string') return isBest && found !== 'single' ? 'tied' : null;
  const standing = found.standings.get(rows[0]!.key);
  return standing === 'winner' || standing === 'tied' ? standing : null;
}

/** The best value, where values differ. */
function bestOf(values: readonly (number | null)[], better: TableColumn['better']): number | null {
  const found = values.filter((value) => value !== null);
  if (better === undefined || found.length < 2 || found.every((value) => value === found[0])) return null;
  return better === 'more' ? Math.max(...found) : Math.min(...found);
}

function decimalsOf(values: readonly number[]): number {
  return Math.min(
    6,
    Math.max(0, ...values.map((value) => String(Number(value.toPrecision(12))).split('.')[1]?.length ?? 0)),
  );
}

function notesOf(
  columns: readonly TableColumn[],
  cells: readonly PrintCell[],
  { record, rows, judgement, moment }: TableContext,
  isGrouped: boolean,
): string[] {
  const has = (mark: PrintCell['mark']): boolean => cells.some((cell) => cell.mark === mark);
  const names = columns.map(({ name }) => name);
  const notes: string[] = [];
  if (names.includes('accuracy') && rows.length > 1) {
    const found = judgement();
    if (isGrouped) {
      notes.push('Mean ± sample standard deviation over seeds. † Highest mean; means over seeds are not tested.');
    } else if (typeof found === 'string') {
      if (has('tied')) notes.push(`† Highest accuracy, not tested: ${unjudgedWords[found]}.`);
    } else {
      const test = `exact McNemar test on the same ${record.settings.data.count} images, Holm-corrected over ${found.pairs} ${found.pairs === 1 ? 'pair' : 'pairs'}, 5 % level`;
      notes.push(
        has('winner')
          ? `Bold: more accurate than every other row (${test}).`
          : `† Highest accuracy, or not shown to be less accurate than it: no row is a winner (${test}).`,
      );
    }
  }
  if (names.includes('accuracy_low')) notes.push('Intervals are 95 % Wilson score intervals.');
  if (has('best')) notes.push('Underlined: lowest or highest value of its column, which nothing tests.');
  if (names.some((name) => name.includes('energy') || name === 'break_even_ms')) {
    const { spiking, analog, currents } = moment.energy;
    notes.push(
      `Energy is estimated with the constants of ${spiking.title}${analog === spiking ? '' : `, that of the analog network with those of ${analog.title}`}; a constant input current is multiplied ${currents === 'once' ? 'once for an image' : 'in every step'}. ${energyCaveat}`,
    );
  }
  return notes;
}

const unjudgedWords = {
  single: 'there is nothing to compare with',
  many: 'there are more than 300 settings',
  unknown: 'the record keeps the classes of the samples after the last step only',
};
