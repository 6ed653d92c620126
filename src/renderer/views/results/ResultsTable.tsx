import { Columns3 } from 'lucide-react';
import { useMemo } from 'react';
import { decliningRows } from '../../../shared/results/declineWords.ts';
import type { Milliseconds } from '../../../shared/units.ts';
import { columnHead, columnText, type ResultColumn } from '../../../shared/results/resultColumns.ts';
import { Button } from '../../components/Button.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import type { DataColumn } from '../../components/dataTableModel.ts';
import { Field } from '../../components/Field.tsx';
import { Menu } from '../../components/Menu.tsx';
import { goTo } from '../../state/navigation.ts';
import { usePreference } from '../../state/preferences.ts';
import { selectRow, useResults } from '../../state/resultsState.ts';
import type { ResultTable } from './useResultTable.ts';

/** Pixels for the star of the best row and the arrow of those that fall. */
const marksRoom = 18;

interface TableRow {
  readonly at: number;
  readonly key: string;
}

/** The rows as numbers: filter, sort, choice of columns; selects what the charts select. */
export function ResultsTable({ table, timeStep }: { readonly table: ResultTable; readonly timeStep: Milliseconds }) {
  const { rows, left, varied, constant, bestKey, filterProblem } = table;
  const { selected, filter } = useResults();
  const [hiddenText, saveHidden] = usePreference('results.hiddenColumns', 'agreement,tied,breakEven');
  const hidden = useMemo(() => new Set(hiddenText.split(',')), [hiddenText]);
  const shownRows = useMemo(() => left.map((at): TableRow => ({ at, key: rows[at]!.key })), [left, rows]);
  const declining = useMemo(() => decliningRows(rows, timeStep), [rows, timeStep]);
  const columns = useMemo(
    () =>
      withInterval(
        varied.map((column) => tableColumn(column, bestKey, declining)),
        varied,
      ),
    [varied, bestKey, declining],
  );
  /** The settings and the accuracy: what every other number of a row is about. */
  const pinned = columns.filter(({ id }) => !hidden.has(id)).findIndex(({ id }) => id === 'accuracy') + 1;
  const toggle = (id: string): void => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    saveHidden([...next].join(','));
  };
  return (
    <section className="results-table" aria-label="Table of results">
      <div className="results-table-bar">
        <div className="results-filter">
          <Field
            label="Filter"
            isLabelHidden
            isFilter
            type="search"
            value={filter}
            onChange={(text) => useResults.setState({ filter: text })}
            placeholder="poisson accuracy>97 (press /)"
            problem={filterProblem}
          />
        </div>
        <span className="muted small">
          {left.length === rows.length ? `${rows.length} rows` : `${left.length} of ${rows.length} rows`}
        </span>
        <span className="results-constant muted small" title={constantWords(constant)}>
          {constantWords(constant)}
        </span>
        <Menu
          label="Columns"
          button={
            <Button kind="quiet" icon={<Columns3 />}>
              Columns
            </Button>
          }
          groups={[
            {
              entries: columns.map(({ id, title, unit }) => ({
                id,
                label: `${hidden.has(id) ? 'Show' : 'Hide'} ${title}${unit === undefined ? '' : ` (${unit})`}`,
                onAction: () => toggle(id),
              })),
            },
          ]}
        />
      </div>
      <DataTable
        label="Results"
        rows={shownRows}
        columns={columns}
        rowKey={({ key }) => key}
        hiddenColumns={hidden}
        fitsContent
        pinned={pinned}
        selected={useMemo(() => new Set(selected), [selected])}
        selectsSeveral
        onSelect={(keys) => useResults.setState({ selected: inOrder(selected, keys) })}
        onOpen={({ key }) => {
          if (!selected.includes(key)) selectRow(key, false);
          goTo('inspect');
        }}
        emptyText={rows.length === 0 ? 'No cell has results yet.' : 'No row fits the filter.'}
      />
    </section>
  );
}

/** Both ends of the interval in one column; a spreadsheet gets them apart. */
function withInterval(
  columns: readonly DataColumn<TableRow>[],
  varied: readonly ResultColumn[],
): readonly DataColumn<TableRow>[] {
  const [low, high] = ['low', 'high'].map((id) => columns.find((column) => column.id === id));
  const at = varied.findIndex(({ id }) => id === 'low');
  if (low === undefined || high === undefined) return columns;
  const interval: DataColumn<TableRow> = {
    ...low,
    title: '95 % interval',
    text: (row) => `${low.text(row)}–${high.text(row)}`,
    copies: [low, high],
  };
  return columns.with(at, interval).filter(({ id }) => id !== 'high');
}

function constantWords(columns: readonly ResultColumn[]): string {
  return columns.length === 0
    ? ''
    : `All rows: ${columns.map((column) => `${columnHead({ ...column, title: column.title.toLowerCase() })} ${columnText(column, 0)}`).join(' · ')}`;
}

/** Keeps the order in which rows were chosen; new ones come last. */
function inOrder(before: readonly string[], keys: ReadonlySet<string>): string[] {
  const kept = before.filter((key) => keys.has(key));
  return kept.concat([...keys].filter((key) => !kept.includes(key)));
}

function tableColumn(
  column: ResultColumn,
  bestKey: string | null,
  declining: ReadonlyMap<string, string>,
): DataColumn<TableRow> {
  const isNumber = column.kind === 'numbers';
  const text = ({ at }: TableRow): string => columnText(column, at);
  return {
    id: column.id,
    title: column.title,
    kind: isNumber ? 'number' : 'text',
    width: 72,
    ...(column.id === 'accuracy' ? { room: marksRoom } : {}),
    value: ({ at }) => column.values[at] ?? null,
    text,
    ...(isNumber && column.unit !== '' ? { unit: column.unit } : {}),
    ...(isNumber ? { help: column.help } : {}),
    ...(column.id === 'accuracy' && (bestKey !== null || declining.size > 0)
      ? {
          cell: (row: TableRow) => (
            <>
              {declining.has(row.key) ? (
                <span className="falls" role="img" aria-label="Falls with time" title={declining.get(row.key)}>
                  ↘{' '}
                </span>
              ) : null}
              {row.key === bestKey ? (
                <strong title="Best, and better than the next by more than chance">★ {text(row)}</strong>
              ) : (
                text(row)
              )}
            </>
          ),
        }
      : {}),
  };
}
