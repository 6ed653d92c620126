import { ClipboardCopy, Download, FolderDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { RequestOf } from '../../../shared/api/requests.ts';
import { pixelsPerUnit } from '../../../shared/chart/figureFormats.ts';
import { methodsParagraph } from '../../../shared/export/methodsParagraph.ts';
import { fileName, figurePng } from '../../charts/chartFiles.ts';
import { type FileContent, saveFigure, saveFile } from '../../charts/saveFile.ts';
import { Button } from '../../components/Button.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Select } from '../../components/Select.tsx';
import { request } from '../../state/connection.ts';
import { attempt, note } from '../../state/toasts.ts';
import type { ShownRun } from '../../state/useRecord.ts';
import { useProject, useWorkbench } from '../../state/workbenchStore.ts';
import type { FigureDesign } from './useFigure.ts';

interface ExportFilesProps {
  readonly shown: ShownRun;
  readonly figure: FigureDesign;
}

/** The figure, the numbers and the words, as files. */
export function ExportFiles({ shown, figure }: ExportFilesProps) {
  return (
    <>
      <FigureFiles shown={shown} figure={figure} />
      <DataFiles run={shown.summary.id} />
      <Methods shown={shown} />
    </>
  );
}

const resolutions = ['150', '300', '600'] as const;

function FigureFiles({ shown, figure }: ExportFilesProps) {
  const dialogs = useWorkbench(({ app }) => app?.host.dialogs ?? 'listing');
  const isReadOnly = useProject()?.isReadOnly ?? false;
  const [resolution, setResolution] = useState<(typeof resolutions)[number]>('300');
  const { svg, option, width, height, format, subject } = figure;
  const title = `${shown.summary.name} ${subject === 'accuracy' ? 'accuracy against time' : subject} ${format.id}`;
  const make = {
    svg: (): Promise<FileContent> =>
      Promise.resolve({ name: fileName(title, 'svg'), media: 'image/svg+xml', content: svg ?? '' }),
    png: async (): Promise<FileContent> => ({
      name: fileName(title, 'png'),
      media: 'image/png',
      content: await figurePng({ option, size: { width, height } }, pixelsPerUnit(format, Number(resolution))),
    }),
  };
  const keep = (kind: 'svg' | 'png'): void => {
    void attempt(async () => {
      const path = await saveFigure(await make[kind]());
      note(`Saved ${path ?? 'the figure'}`);
    });
  };
  return (
    <Panel title="Figure">
      <div className="export-buttons">
        {(['svg', 'png'] as const).map((kind) => (
          <div key={kind} className="export-line">
            <strong>{kind.toUpperCase()}</strong>
            {kind === 'png' ? (
              <Select
                label="Resolution"
                isLabelHidden
                options={resolutions.map((id) => ({ id, title: `${id} dpi` }))}
                selected={resolution}
                onSelect={setResolution}
              />
            ) : (
              <span className="muted small">vector, text stays text</span>
            )}
            <Button
              icon={<Download />}
              hint={`Save the ${kind.toUpperCase()}`}
              isDisabled={svg === null}
              onPress={() => void attempt(async () => saveFile(await make[kind](), dialogs))}
            />
            <Button
              icon={<FolderDown />}
              hint="Into the project's folder figures"
              isDisabled={svg === null || isReadOnly}
              onPress={() => keep(kind)}
            />
          </div>
        ))}
      </div>
    </Panel>
  );
}

const dataFiles: readonly { readonly kind: RequestOf<'export.make'>['kind']; readonly words: string }[] = [
  { kind: 'results.csv', words: 'a row for every cell, readout and time step' },
  { kind: 'run.json', words: 'everything, with settings, hashes and predictions' },
  { kind: 'summary.txt', words: 'the table of the command line' },
];

function DataFiles({ run }: { readonly run: string }) {
  const dialogs = useWorkbench(({ app }) => app?.host.dialogs ?? 'listing');
  return (
    <Panel title="Data">
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
        <Button
          kind="quiet"
          icon={<ClipboardCopy />}
          onPress={() =>
            void attempt(async () => {
              await navigator.clipboard.writeText(text);
              note('Copied the methods paragraph');
            })
          }
        >
          Copy
        </Button>
      }
    >
      <p className="methods small">{text}</p>
    </Panel>
  );
}
