import { useCallback, useMemo } from 'react';
import type { PlotSettings } from '../../../shared/chart/chartSettings.ts';
import { confusionChart } from '../../../shared/chart/confusionChart.ts';
import { cellConfusion } from '../../../shared/metrics/cellConfusion.ts';
import { classificationReport, classificationReportText } from '../../../shared/metrics/classificationReport.ts';
import type { ConfusionMatrix } from '../../../shared/metrics/confusionMatrix.ts';
import { bestRow } from '../../../shared/results/bestRow.ts';
import { rowWords } from '../../../shared/results/rowWords.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { useResults } from '../../state/resultsState.ts';
import { attempt, note, wordsOf } from '../../state/toasts.ts';
import type { PaneProps } from './panes.ts';
import { ReportTable } from './ReportTable.tsx';
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
    <Matrix
      matrix={matrix}
      classNames={record.classNames}
      title={`${rowWords(row, record.settings)}, after ${Math.max(...durations)} ms`}
    />
  );
}

interface MatrixProps {
  readonly matrix: ConfusionMatrix;
  readonly classNames: readonly string[];
  readonly title: string;
}

function Matrix({ matrix, classNames, title }: MatrixProps) {
  const draw = useCallback((plot: PlotSettings) => confusionChart(matrix, classNames, plot), [matrix, classNames]);
  const report = useMemo(() => classificationReport(matrix), [matrix]);
  const copy = (): void => {
    void attempt(async () => {
      await navigator.clipboard.writeText(classificationReportText(report, classNames));
      note('Copied the classification report');
    });
  };
  return (
    <div className="confusion-pane">
      <ChartFrame title={title} draw={draw} note="Colour: share of the label, on a square-root scale." />
      <div className="confusion-report">
        <Panel
          title="Classification report"
          isFlush
          fills
          actions={
            <Button kind="quiet" onPress={copy}>
              Copy
            </Button>
          }
        >
          <ReportTable report={report} classNames={classNames} />
        </Panel>
      </div>
    </div>
  );
}
