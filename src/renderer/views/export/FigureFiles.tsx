import { Download, FolderDown } from 'lucide-react';
import { type FigureFileFormat, figureFileFormats } from '../../../shared/api/exportViews.ts';
import { contentOf, saveFigure, saveFile } from '../../charts/saveFile.ts';
import { Button } from '../../components/Button.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Select } from '../../components/Select.tsx';
import { request } from '../../state/connection.ts';
import { usePreference } from '../../state/preferences.ts';
import { attempt, note } from '../../state/toasts.ts';
import { useProject, useWorkbench } from '../../state/workbenchStore.ts';
import type { FigureDesign } from './useFigure.ts';

const resolutions = ['150', '300', '600'] as const;

/** The figure that is laid out, as a file. */
export function FigureFiles({ figure }: { readonly figure: FigureDesign }) {
  const dialogs = useWorkbench(({ app }) => app?.host.dialogs ?? 'listing');
  const isReadOnly = useProject()?.isReadOnly ?? false;
  const [resolutionText, saveResolution] = usePreference('export.dpi', '300');
  const resolution = resolutions.find((id) => id === resolutionText) ?? '300';
  const make = async (format: FigureFileFormat) =>
    contentOf(await request('export.figure', { ...figure.request, format, dotsPerInch: Number(resolution) }));
  return (
    <Panel title="Figure">
      <div className="export-buttons">
        {figureFileFormats.map((format) => (
          <div key={format} className="export-line">
            <strong>{format.toUpperCase()}</strong>
            {format === 'png' ? (
              <Select
                label="Resolution"
                isLabelHidden
                options={resolutions.map((id) => ({ id, title: `${id} dpi` }))}
                selected={resolution}
                onSelect={saveResolution}
              />
            ) : (
              <span className="muted small">
                {format === 'svg' ? 'vector, text stays text' : 'vector, fonts inside'}
              </span>
            )}
            <Button
              icon={<Download />}
              hint={`Save the ${format.toUpperCase()}`}
              isDisabled={figure.drawn === undefined}
              onPress={() => void attempt(async () => saveFile(await make(format), dialogs))}
            />
            <Button
              icon={<FolderDown />}
              hint={`The ${format.toUpperCase()} into the project's folder figures`}
              isDisabled={figure.drawn === undefined || isReadOnly}
              onPress={() =>
                void attempt(async () => {
                  const path = await saveFigure(await make(format));
                  note(`Saved ${path ?? 'the figure'}`);
                })
              }
            />
          </div>
        ))}
      </div>
    </Panel>
  );
}
