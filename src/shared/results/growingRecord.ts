import type { Tally } from '../metrics/tally.ts';
import type { RunRecord } from './runRecord.ts';

/** The record with what unfinished cells have so far; finished cells stay as they are. */
export function withGrowingCells(
  record: RunRecord,
  growing: readonly { readonly cell: number; readonly tally: Tally }[],
): RunRecord {
  if (growing.length === 0) return record;
  const soFar = new Map(growing.map(({ cell, tally }) => [cell, tally]));
  const samples = record.settings.data.count;
  const cells = record.cells.map((cell, i) => {
    const tally = soFar.get(i);
    return tally === undefined || cell.tally?.count === samples ? cell : { ...cell, tally };
  });
  return { ...record, cells };
}
