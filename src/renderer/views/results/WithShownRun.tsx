import type { ReactNode } from 'react';
import type { RunSummary } from '../../../shared/api/runViews.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { goTo } from '../../state/navigation.ts';
import { wordsOf } from '../../state/toasts.ts';
import { type ShownRun, useShownRun } from '../../state/useRecord.ts';

interface WithShownRunProps {
  /** What stands there while the project has no run: what the view is for. */
  readonly empty: { readonly icon: ReactNode; readonly title: string; readonly words: string };
  readonly children: (shown: ShownRun, runs: readonly RunSummary[]) => ReactNode;
}

/** The run that is shown; before it is read, or where there is none, what is to be said instead. */
export function WithShownRun({ empty, children }: WithShownRunProps) {
  const { runs, shown, error } = useShownRun();
  if (error !== null) return <ProblemNote>{wordsOf(error)}</ProblemNote>;
  if (runs === null || (runs.length > 0 && shown === null)) return <Waiting>Reading the runs</Waiting>;
  if (shown !== null) return children(shown, runs);
  return (
    <EmptyState
      icon={empty.icon}
      title={empty.title}
      action={
        <Button kind="primary" onPress={() => goTo('sweep')}>
          Set up a sweep
        </Button>
      }
    >
      {empty.words}
    </EmptyState>
  );
}
