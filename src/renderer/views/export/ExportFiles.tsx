import { ClipboardCopy, Download, Quote } from 'lucide-react';
import { useMemo } from 'react';
import type { RequestOf } from '../../../shared/api/requests.ts';
import { methodsParagraph } from '../../../shared/export/methodsParagraph.ts';
import { bibtex, citedBy } from '../../../shared/export/references.ts';
import { saveFile } from '../../charts/saveFile.ts';
import { Button } from '../../components/Button.tsx';
import { Panel } from '../../components/Panel.tsx';
import { request } from '../../state/connection.ts';
import { attempt, note } from '../../state/toasts.ts';
import type { ShownRun } from '../../state/useRecord.ts';
import { useWorkbench } from '../../state/workbenchStore.ts';
import { BundlePanel } from './BundlePanel.tsx';
import { FigureFiles } from './FigureFiles.tsx';
import { HardwarePanel } from './HardwarePanel.tsx';
import { TableFiles } from './TableFiles.tsx';
import type { FigureDesign } from './useFigure.ts';

interface ExportFilesProps {
  readonly shown: ShownRun;
  readonly figure: FigureDesign;
}

/** The figure, the numbers and the words, as files. */
export function ExportFiles({ shown, figure }: ExportFilesProps) {
  return (
    <>
      <FigureFiles figure={figure} />
      <TableFiles shown={shown} />
      <DataFiles run={shown.summary.id} />
      <Methods shown={shown} />
      <HardwarePanel shown={shown} />
      <BundlePanel shown={shown} />
    </>
  );
}

const dataFiles: readonly { readonly kind: RequestOf<'export.make'>['kind']; readonly words: string }[] = [
  { kind: 'run.json', words: 'everything, with settings, hashes and predictions' },
  { kind: 'summary.txt', words: 'the table of the command line' },
];

function DataFiles({ run }: { readonly run: string }) {
  const dialogs = useWorkbench(({ app }) => app?.host.dialogs ?? 'listing');
  return (
    <Panel title="Record">
      <div className="export-buttons">
        {dataFiles.map(({ kind, words }) => (
          <div key={kind} className="export-line">
            <strong>{kind}</strong>
            <span className="muted small">{words}</span>
            <Button
              icon={<Download />}
              hint={`Save ${kind}`}
              onPress={() =>
                void attempt(async () => {
                  const { name, media, text } = await request('export.make', { run, kind });
                  await saveFile({ name, media, content: text }, dialogs);
                })
              }
            />
          </div>
        ))}
      </div>
    </Panel>
  );
}

function Methods({ shown }: { readonly shown: ShownRun }) {
  const text = useMemo(() => methodsParagraph(shown.record), [shown.record]);
  return (
    <Panel
      title="Methods"
      actions={
        <>
          <Button kind="quiet" icon={<ClipboardCopy />} onPress={() => copy(text, 'Copied the methods paragraph')}>
            Copy
          </Button>
          <Button
            kind="quiet"
            icon={<Quote />}
            hint="Copy its references as BibTeX"
            onPress={() => copy(bibtex(citedBy(shown.record)), 'Copied the references')}
          />
        </>
      }
    >
      <p className="methods small">{text}</p>
    </Panel>
  );
}

function copy(text: string, done: string): void {
  void attempt(async () => {
    await navigator.clipboard.writeText(text);
    note(done);
  });
}
