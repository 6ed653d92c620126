import { useMemo } from 'react';
import { cellConfusion } from '../../../shared/metrics/cellConfusion.ts';
import { bestRow } from '../../../shared/results/bestRow.ts';
import { rowWords } from '../../../shared/results/rowWords.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { useResults } from '../../state/resultsState.ts';
import { wordsOf } from '../../state/toasts.ts';
import { ConfusionReport } from './ConfusionReport.tsx';
import type { PaneProps } from './panes.ts';
import { useCell } from './useCell.ts';

/** What the selected cell, or else the best one, takes for what. */
export function ConfusionPane({ shown: { record, rows, summary }, table }: PaneProps) {
  const { selected } = useResults();
  const { count, durations } = { ...record.settings.data, ...record.settings };
  const best = bestRow(table.leftRows, Math.max(...durations), record.settings.timeStep)?.row ?? null;
  const row = rows.find(({ key }) => key === selected[0]) ?? best;
  const { data, error } = useCell(summary.id, row, count);
  const predictions = row === null ? undefined : data?.tally.readouts[row.readoutIndex]?.predictions;
  const matrix = useMemo(
    () => (predictions === undefined ? null : cellConfusion(record, predictions)),
    [record, predictions],
  );
  if (row === null) {
    return (
      <EmptyState title="No finished cell">A confusion matrix needs the predictions of a finished cell.</EmptyState>
    );
  }
  if (row.tally.count < count) {
    return (
      <EmptyState title="This cell is still being simulated">
        {row.tally.count} of {count} samples are done. The matrix follows when all are.
      </EmptyState>
    );
  }
  if (error !== null) return <ProblemNote>{wordsOf(error)}</ProblemNote>;
  if (matrix === null) return <Waiting>Reading the predictions</Waiting>;
  return (
    <ConfusionReport
      matrix={matrix}
      classNames={record.classNames}
      title={`${rowWords(row, record.settings)}, after ${Math.max(...durations)} ms`}
    />
  );
}
