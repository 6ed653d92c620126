import { FileImage } from 'lucide-react';
import { ViewFrame } from '../../frame/ViewFrame.tsx';
import type { ShownRun } from '../../state/useRecord.ts';
import { RunList } from '../results/RunList.tsx';
import { WithShownRun } from '../results/WithShownRun.tsx';
import { ExportFiles } from './ExportFiles.tsx';
import { FigurePreview } from './FigurePreview.tsx';
import { useFigure } from './useFigure.ts';
import './ExportView.css';

/** What goes into the paper? */
export function ExportView() {
  return (
    <WithShownRun empty={nothing}>
      {(shown, runs) => (
        <Export shown={shown} left={<RunList runs={runs} shown={shown.summary.id} />} key={shown.summary.id} />
      )}
    </WithShownRun>
  );
}

const nothing = {
  icon: <FileImage />,
  title: 'Nothing to export yet',
  words:
    'Here figures are laid out at the width of a journal’s column, and results go out as CSV and JSON. It needs a run.',
};

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
