import { useCallback, useMemo } from 'react';
import type { PlotSettings } from '../../../shared/chart/chartSettings.ts';
import { confusionChart } from '../../../shared/chart/confusionChart.ts';
import { classificationReport, classificationReportText } from '../../../shared/metrics/classificationReport.ts';
import type { ConfusionMatrix } from '../../../shared/metrics/confusionMatrix.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { Button } from '../../components/Button.tsx';
import { Panel } from '../../components/Panel.tsx';
import { attempt, note } from '../../state/toasts.ts';
import { ReportTable } from './ReportTable.tsx';

interface ConfusionReportProps {
  readonly matrix: ConfusionMatrix;
  readonly classNames: readonly string[];
  readonly title: string;
}

/** A confusion matrix beside what follows from it, class by class. */
export function ConfusionReport({ matrix, classNames, title }: ConfusionReportProps) {
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
