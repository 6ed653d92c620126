import { useCallback, useMemo, useState } from 'react';
import type { TrainingSummary, TrainingTest } from '../../../shared/api/trainViews.ts';
import type { PlotSettings } from '../../../shared/chart/chartSettings.ts';
import { trainingCurves } from '../../../shared/chart/trainingCurves.ts';
import { matrixFromRows } from '../../../shared/metrics/confusionMatrix.ts';
import type { TrainingProgress } from '../../../shared/training/progress.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { wordsOf } from '../../state/toasts.ts';
import { ConfusionReport } from '../results/ConfusionReport.tsx';
import { TrainingHeader } from './TrainingHeader.tsx';
import { testWords } from '../../frame/trainingWords.ts';
import { useTrainingView } from './useTrainingView.ts';

interface TrainingPaneProps {
  readonly summary: TrainingSummary;
  readonly trainings: readonly TrainingSummary[];
}

/** One training: is it going well, and how good is what came out? */
export function TrainingPane({ summary, trainings }: TrainingPaneProps) {
  const { view, now, progress, error } = useTrainingView(summary);
  const [tab, setTab] = useState<'curves' | 'confusion'>('curves');
  return (
    <div className="run-view">
      <TrainingHeader summary={summary} now={now} setup={view?.setup ?? null} trainings={trainings} />
      {error === null ? null : <ProblemNote>{wordsOf(error)}</ProblemNote>}
      {summary.state === 'finished' ? (
        <Tabs
          label="What came out"
          tabs={[
            { id: 'curves', title: 'Curves' },
            { id: 'confusion', title: 'Confusion' },
          ]}
          selected={tab}
          onSelect={setTab}
        >
          {view === null ? (
            <Waiting>Reading the training</Waiting>
          ) : tab === 'curves' ? (
            <Curves progress={progress} />
          ) : view.test === null ? (
            <EmptyState title="Not measured on a test split">{view.testNote}</EmptyState>
          ) : (
            <Confusion test={view.test} />
          )}
        </Tabs>
      ) : (
        <Curves progress={progress} />
      )}
    </div>
  );
}

function Curves({ progress }: { readonly progress: TrainingProgress | null }) {
  const draw = useCallback(
    (plot: PlotSettings) =>
      trainingCurves(
        {
          history: progress?.history ?? [],
          losses: progress?.losses ?? [],
          stepsPerEpoch: progress?.stepsPerEpoch ?? 1,
          // As far as it is: the first epochs of many would stand on a line at the edge.
          epochs: progress?.epoch ?? 1,
        },
        plot,
      ),
    [progress],
  );
  if (progress === null) {
    return <Waiting>The first loss appears with the first steps</Waiting>;
  }
  return (
    <div className="training-curves">
      <ChartFrame
        title="Loss and accuracy against epochs"
        draw={draw}
        note={
          progress.history.length === 0
            ? 'Grey: the loss of single steps. Accuracies follow at the end of each epoch.'
            : 'Training: mean over the steps of an epoch, with dropout and augmentation. Validation: the network after the epoch.'
        }
      />
    </div>
  );
}

function Confusion({ test }: { readonly test: TrainingTest }) {
  const matrix = useMemo(() => matrixFromRows(test.confusion), [test]);
  const { accuracy } = testWords(test);
  return (
    <ConfusionReport matrix={matrix} classNames={test.classNames} title={`Test split "${test.split}": ${accuracy}`} />
  );
}
