import { Images } from 'lucide-react';
import type { SetupProblem } from '../../../shared/api/trainViews.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { goTo } from '../../state/navigation.ts';
import { chooseProjectFile } from '../../state/projectActions.ts';
import { editTraining, useTrainDraft } from '../../state/trainDraftStore.ts';
import { useProject } from '../../state/workbenchStore.ts';

/** Nothing can be trained yet: why, and the button that changes it. */
export function NoTrainingData({ problems }: { readonly problems: readonly SetupProblem[] }) {
  const project = useProject();
  const found = problems.find(({ field }) => field === 'data');
  const hasData = project?.data != null;
  const split = useTrainDraft(({ present }) => present.texts.split);
  return (
    <EmptyState
      icon={<Images />}
      title={hasData ? 'These data cannot be trained on' : 'No data to train on yet'}
      action={
        <>
          <Button
            kind="primary"
            isDisabled={project?.isReadOnly ?? true}
            onPress={() => void chooseProjectFile('data')}
          >
            {hasData ? 'Choose other data…' : 'Choose data…'}
          </Button>
          {hasData ? <Button onPress={() => goTo('data')}>Look at the data</Button> : null}
          {split === '' ? null : (
            <Button onPress={() => editTraining('split', '')}>Train on the usual split, not on "{split}"</Button>
          )}
        </>
      }
    >
      {hasData && found !== undefined ? <p>{found.text}</p> : null}
      <p>
        A network is trained on images with labels: .npz, .csv or IDX files, or folders of PNG images, one for each
        class. Its layers are set up here, for the shape and the classes of the data.
      </p>
    </EmptyState>
  );
}
