import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useId, useMemo, useRef, useState } from 'react';
import { type DataColumn, libraryColumns, rowFits, tableKind, tableText } from './dataTableModel.ts';
import { nextSelection, stepFor } from './tableKeys.ts';
import { ColumnPager } from './ColumnPager.tsx';
import { isOnPage } from './columnLayout.ts';
import { useColumnLayout } from './useColumnLayout.ts';
import './DataTable.css';

interface DataTableProps<Row extends object> {
  readonly label: string;
  readonly rows: readonly Row[];
  /** Keep the array stable between meaningful changes. */
  readonly columns: readonly DataColumn<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly filter?: string;
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (selected: ReadonlySet<string>) => void;
  /** Ctrl, Cmd and Shift add to the selection. */
  readonly selectsSeveral?: boolean;
  /** Enter or a double click. */
  readonly onOpen?: (row: Row) => void;
  readonly hiddenColumns?: ReadonlySet<string>;
  readonly initialSort?: { readonly column: string; readonly isDescending: boolean };
  /** Columns are as wide as what stands in them and share what is left over; units stand under the titles. */
  readonly fitsContent?: boolean;
  /** With `fitsContent`: how many of the first columns stay in sight where not all fit. */
  readonly pinned?: number;
  /** Said where no row is left. */
  readonly emptyText?: string;
}

const rowHeight = 28;

/** A virtualised grid of rows: sort by the heads, walk with the arrows, select with Space, copy with Ctrl C. */
export function DataTable<Row extends object>({
  label,
  rows,
  columns,
  rowKey,
  filter = '',
  selected = noKeys,
  onSelect,
  selectsSeveral = false,
  onOpen,
  hiddenColumns = noKeys,
  initialSort,
  fitsContent = false,
  pinned = 0,
  emptyText = 'No row fits the filter.',
}: DataTableProps<Row>) {
  const tableId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [present, setPresent] = useState(0);
  const data = useMemo(
    () => (filter.trim() === '' ? rows : rows.filter((row) => rowFits(row, columns, filter.trim()))),
    [rows, columns, filter],
  );
  const visible = useMemo(() => columns.filter(({ id }) => !hiddenColumns.has(id)), [columns, hiddenColumns]);
  const layout = useColumnLayout(scroller, rows, visible, { isOn: fitsContent, pinned });
  const defined = useMemo(() => {
    const widths = new Map(visible.map(({ id }, c) => [id, layout?.widths[c]]));
    return libraryColumns(columns.map((column) => ({ ...column, width: widths.get(column.id) ?? column.width })));
  }, [columns, visible, layout]);
  const [wantedPage, turnTo] = useState(0);
  const pages = layout?.pages ?? onePage;
  const page = Math.min(wantedPage, pages.length - 1);
  const visibility = useMemo(() => {
    const shown = new Set(visible.filter((_, c) => isOnPage(c, page, layout)));
    return Object.fromEntries(columns.map((column) => [column.id, shown.has(column)]));
  }, [columns, visible, page, layout]);
  const table = useTable({
    features: tableKind,
    columns: defined,
    data,
    getRowId: rowKey,
    columnResizeMode: 'onChange',
    state: { columnVisibility: visibility },
    initialState: {
      sorting: initialSort === undefined ? [] : [{ id: initialSort.column, desc: initialSort.isDescending }],
    },
  });
  const shown = table.getRowModel().rows;
  const heads = table.getHeaderGroups()[0]?.headers ?? [];
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const template = heads.map((head) => columnTrack(head.getSize(), byId.get(head.id)?.grows ?? false)).join(' ');
  const keptClass = (c: number): string => (c === (layout?.pinned ?? 0) - 1 ? ' last-pinned' : '');
  const keyAt = (index: number): string => shown[index]!.id;

  function choose(index: number, how: 'only' | 'toggle' | 'range'): void {
    setPresent(index);
    virtualizer.scrollToIndex(index);
    const keys = shown.map(({ id }) => id);
    onSelect?.(
      nextSelection(
        selected,
        keys,
        keyAt(Math.min(present, shown.length - 1)),
        keyAt(index),
        selectsSeveral ? how : 'only',
      ),
    );
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (shown.length === 0) return;
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const step = stepFor(event.key, present, shown.length, pageRows);
    if (step !== null) choose(step, event.shiftKey ? 'range' : 'only');
    else if (event.key === 'ArrowRight' && page < pages.length - 1) turnTo(page + 1);
    else if (event.key === 'ArrowLeft' && page > 0) turnTo(page - 1);
    else if (event.key === ' ') choose(present, 'toggle');
    else if (event.key === 'Enter') onOpen?.(shown[present]!.original);
    else if (event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey)) copy();
    else return;
    event.preventDefault();
  }

  function copy(): void {
    const chosen = shown.filter(({ id }) => selected.has(id));
    const copied = (chosen.length === 0 ? shown : chosen).map(({ original }) => original);
    // Every column, also those of other pages.
    void navigator.clipboard.writeText(tableText(copied, visible));
  }

  return (
    <div
      ref={scroller}
      className={`data-table${fitsContent ? ' fits' : ''}`}
      role="grid"
      aria-label={label}
      aria-rowcount={shown.length + 1}
      aria-multiselectable={selectsSeveral}
      aria-activedescendant={shown.length > 0 ? `${tableId}-${present}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="table-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        {heads.map((head, c) => {
          const column = byId.get(head.id)!;
          const sorted = head.column.getIsSorted();
          const arrow =
            sorted === false ? null : sorted === 'asc' ? <ArrowUp aria-hidden /> : <ArrowDown aria-hidden />;
          return (
            <div
              key={head.id}
              role="columnheader"
              aria-sort={sorted === false ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
              className={`table-title ${column.kind}${keptClass(c)}`}
              title={column.help}
            >
              <button type="button" tabIndex={-1} onClick={head.column.getToggleSortingHandler()}>
                <span className="cut">{column.title}</span>
                {fitsContent ? (
                  <span className="table-unit muted">
                    {arrow}
                    {column.unit}
                  </span>
                ) : (
                  <>
                    {column.unit === undefined ? null : <span className="muted">({column.unit})</span>}
                    {arrow}
                  </>
                )}
              </button>
              <span
                className="table-resizer"
                aria-hidden
                onMouseDown={head.getResizeHandler()}
                onTouchStart={head.getResizeHandler()}
              />
            </div>
          );
        })}
        {pages.length === 1 ? null : (
          <ColumnPager
            titles={visible.filter((_, c) => !isOnPage(c, page, layout)).map(({ title }) => title)}
            isLast={page === pages.length - 1}
            onTurn={() => turnTo((page + 1) % pages.length)}
          />
        )}
      </div>
      <div className="table-rows" role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = shown[index]!;
          const isSelected = selected.has(row.id);
          return (
            <div
              key={row.id}
              id={`${tableId}-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={isSelected}
              className={`table-row${isSelected ? ' selected' : ''}${index === present ? ' present' : ''}`}
              style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
              onClick={(event: MouseEvent) =>
                choose(index, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only')
              }
              onDoubleClick={() => onOpen?.(row.original)}
            >
              {row.getVisibleCells().map((cell, c) => {
                const column = byId.get(cell.column.id)!;
                const text = column.text(row.original);
                return (
                  <div
                    key={cell.id}
                    role="gridcell"
                    className={`table-cell cut ${column.kind}${keptClass(c)}`}
                    title={text}
                  >
                    {column.cell?.(row.original) ?? text}
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
      {shown.length === 0 ? <p className="table-empty">{emptyText}</p> : null}
    </div>
  );
}

const noKeys: ReadonlySet<string> = new Set();
const onePage: readonly number[] = [0];

function columnTrack(size: number, grows: boolean): string {
  return grows ? `minmax(${size}px, 1fr)` : `${size}px`;
}
