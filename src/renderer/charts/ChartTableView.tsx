import { useMemo } from 'react';
import type { Chart } from '../../shared/chart/chart.ts';
import { DataTable } from '../components/DataTable.tsx';
import type { DataColumn } from '../components/dataTableModel.ts';

interface ChartRow {
  readonly at: number;
  readonly cells: readonly (string | number | null)[];
}

/** The numbers of a chart instead of its picture. */
export function ChartTableView({ chart }: { readonly chart: Chart }) {
  const { rows, columns } = useMemo(() => tableOf(chart), [chart]);
  return (
    <DataTable
      label={`Numbers of the chart: ${chart.name}`}
      rows={rows}
      columns={columns}
      rowKey={({ at }) => String(at)}
    />
  );
}

function tableOf(chart: Chart): {
  readonly rows: readonly ChartRow[];
  readonly columns: readonly DataColumn<ChartRow>[];
} {
  const { head, rows } = chart.table();
  const columns = head.map((title, c): DataColumn<ChartRow> => {
    const isNumber = rows.every((cells) => typeof cells[c] !== 'string');
    return {
      id: `${c}`,
      title,
      kind: isNumber ? 'number' : 'text',
      width: Math.max(96, 8 * title.length + 24),
      value: ({ cells }) => cells[c] ?? null,
      text: ({ cells }) => {
        const value = cells[c] ?? null;
        return value === null ? '–' : typeof value === 'number' ? String(Number(value.toPrecision(8))) : value;
      },
    };
  });
  return { rows: rows.map((cells, at) => ({ at, cells })), columns };
}
