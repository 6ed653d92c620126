import type { ResultRow } from '../../../shared/results/resultRows.ts';
import { useShownRun } from '../../state/useRecord.ts';
import { useCell } from '../results/useCell.ts';

/** Predictions of a row by sample; null while they are read or the cell is unfinished. */
export function usePredictions(row: ResultRow, samples: number): readonly number[] | null {
  const { shown } = useShownRun();
  const { data } = useCell(shown?.summary.id ?? '-', row, samples);
  return data?.tally.readouts[row.readoutIndex]?.predictions ?? null;
}
