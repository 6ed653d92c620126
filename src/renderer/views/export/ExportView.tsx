import { FileImage } from 'lucide-react';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { ViewFrame } from '../../frame/ViewFrame.tsx';
import { goTo } from '../../state/navigation.ts';
import { wordsOf } from '../../state/toasts.ts';
import { type ShownRun, useShownRun } from '../../state/useRecord.ts';
import { RunList } from '../results/RunList.tsx';
import { ExportFiles } from './ExportFiles.tsx';
import { FigurePreview } from './FigurePreview.tsx';
import { useFigure } from './useFigure.ts';
import './ExportView.css';

/** What goes into the paper? */
export function ExportView() {
  const { runs, shown, error } = useShownRun();
  if (error !== null) return <ProblemNote>{wordsOf(error)}</ProblemNote>;
  if (runs === null || (runs.length > 0 && shown === null)) return <Waiting>Reading the runs</Waiting>;
  if (shown === null) {
    return (
      <EmptyState
        icon={<FileImage />}
        title="Nothing to export yet"
        action={
          <Button kind="primary" onPress={() => goTo('sweep')}>
            Set up a sweep
          </Button>
        }
      >
        Here figures are laid out at the width of a journal’s column, and results go out as CSV and JSON. It needs a
        run.
      </EmptyState>
    );
  }
  return <Export shown={shown} left={<RunList runs={runs} shown={shown.summary.id} />} key={shown.summary.id} />;
}

function Export({ shown, left }: { readonly shown: ShownRun; readonly left: React.ReactNode }) {
  const figure = useFigure(shown);
  return (
    <ViewFrame
      view="export"
      left={{ label: 'Runs', content: left, width: 240 }}
      right={{ label: 'Files', content: <ExportFiles shown={shown} figure={figure} />, width: 340 }}
    >
      <FigurePreview figure={figure} />
    </ViewFrame>
  );
}
