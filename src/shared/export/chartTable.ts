import type { ChartTable } from '../chart/chart.ts';
import { csvLine } from './csvLine.ts';

/** The numbers of a chart as CSV. */
export function chartCsv({ head, rows }: ChartTable): string {
  return [csvLine(head), ...rows.map(csvLine)].join('');
}

/** The numbers of a chart or table as text with tabs, which spreadsheets take from the clipboard. */
export function chartTsv({ head, rows }: ChartTable): string {
  return [head, ...rows].map((cells) => `${cells.map(tsvField).join('\t')}\n`).join('');
}

function tsvField(value: string | number | null): string {
  return value === null ? '' : String(value).replaceAll(/[\t\r\n]+/g, ' ');
}
