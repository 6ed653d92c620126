import { Waiting } from '../../components/Waiting.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ViewFrame } from '../../frame/ViewFrame.tsx';
import { wordsOf } from '../../state/toasts.ts';
import { useShownTraining, useTrain } from '../../state/trainings.ts';
import { NoTrainingData } from './NoTrainingData.tsx';
import { SetupPane } from './SetupPane.tsx';
import { SetupSide } from './SetupSide.tsx';
import { TrainingList } from './TrainingList.tsx';
import { TrainingPane } from './TrainingPane.tsx';
import { TrainingSide } from './TrainingSide.tsx';
import { useSetup } from './useSetup.ts';
import '../results/ResultsView.css';
import '../run/RunView.css';
import '../sweep/SweepView.css';
import './TrainView.css';

/** Which network do I make, and does it learn? */
export function TrainView() {
  const { view, trainings, error } = useTrain();
  const shown = useShownTraining(trainings);
  const setup = useSetup(view, trainings);
  if (error !== null) return <EmptyState title="The trainings cannot be read">{wordsOf(error)}</EmptyState>;
  if (view === null || setup === null) return <Waiting>Reading the trainings</Waiting>;
  const left = {
    label: 'trainings',
    width: 224,
    content: <TrainingList trainings={trainings} shown={shown?.training ?? null} />,
  };
  if (shown !== null) {
    return (
      <ViewFrame
        view="train"
        left={left}
        right={{
          label: 'training details',
          width: 320,
          content: <TrainingSide key={shown.training} summary={shown} trainings={trainings} />,
        }}
      >
        <TrainingPane key={shown.training} summary={shown} trainings={trainings} />
      </ViewFrame>
    );
  }
  if (view.data === null) {
    return (
      <ViewFrame view="train" left={left}>
        <NoTrainingData problems={view.problems} />
      </ViewFrame>
    );
  }
  return (
    <ViewFrame
      view="train"
      left={left}
      right={{ label: 'plan', width: 320, content: <SetupSide setup={setup} trainings={trainings} /> }}
    >
      <SetupPane setup={setup} trainings={trainings} />
    </ViewFrame>
  );
}
