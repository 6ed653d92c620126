import { LiveCurvesChart } from '../../charts/LiveCurvesChart.tsx';
import type { PaneProps } from './panes.ts';

/** Accuracy against simulated time of every row. */
export function CurvesPane({ shown: { record, rows }, table }: PaneProps) {
  return <LiveCurvesChart title="Accuracy against simulated time" record={record} rows={rows} left={table.filtered} />;
}
