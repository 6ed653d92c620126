import { ClipboardCopy, Download } from 'lucide-react';
import { useState } from 'react';
import { type TableFormat, tableFormats } from '../../../shared/api/exportViews.ts';
import { saveFile } from '../../charts/saveFile.ts';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Select } from '../../components/Select.tsx';
import { request } from '../../state/connection.ts';
import { useEnergy } from '../../state/energyChoice.ts';
import { usePreference } from '../../state/preferences.ts';
import { useResults } from '../../state/resultsState.ts';
import { attempt, note } from '../../state/toasts.ts';
import { useWorkbench } from '../../state/workbenchStore.ts';
import type { ShownRun } from '../../state/useRecord.ts';

const formatWords: Readonly<Record<TableFormat, { readonly title: string; readonly note: string }>> = {
  csv: { title: 'CSV, long', note: 'A row for every cell, readout and time step, and what its columns mean.' },
  'wide-csv': { title: 'CSV, wide', note: 'A row for every cell and readout, and what its columns mean.' },
  json: { title: 'JSON', note: 'The wide table with what it is about and what its columns mean.' },
  latex: { title: 'LaTeX', note: 'For booktabs; only a winner that is tested is bold.' },
  markdown: { title: 'Markdown', note: 'Only a winner that is tested is bold.' },
};

/** The numbers of the run as a table, taken at the time that Results shows. */
export function TableFiles({ shown }: { readonly shown: ShownRun }) {
  const dialogs = useWorkbench(({ app }) => app?.host.dialogs ?? 'listing');
  const { time } = useResults();
  const [energy] = useEnergy();
  const [formatText, saveFormat] = usePreference('export.table', 'wide-csv');
  const format = tableFormats.find((name) => name === formatText) ?? 'wide-csv';
  const [seeds, setSeeds] = useState<'each' | 'mean'>('each');
  const isRead = format === 'latex' || format === 'markdown';
  const hasSeeds = shown.record.settings.seeds.length > 1;
  const make = () => request('export.table', { run: shown.summary.id, format, columns: null, time, seeds, energy });
  return (
    <Panel title="Table">
      <div className="export-buttons">
        <div className="export-line">
          <Select
            label="Format of the table"
            isLabelHidden
            options={tableFormats.map((id) => ({ id, title: formatWords[id].title }))}
            selected={format}
            onSelect={saveFormat}
          />
          <Button
            icon={<Download />}
            hint="Save the table"
            onPress={() =>
              void attempt(async () => {
                for (const { name, media, text } of await make())
                  await saveFile({ name, media, content: text }, dialogs);
              })
            }
          />
          <Button
            icon={<ClipboardCopy />}
            hint="Copy the table"
            onPress={() =>
              void attempt(async () => {
                const [table] = await make();
                await navigator.clipboard.writeText(table?.text ?? '');
                note('Copied the table');
              })
            }
          />
        </div>
        {isRead && hasSeeds ? (
          <Choice
            label="Rows that differ by their seed"
            options={[
              { id: 'each', title: 'Each seed' },
              { id: 'mean', title: 'Mean ± deviation' },
            ]}
            selected={seeds}
            onSelect={setSeeds}
          />
        ) : null}
        <p className="muted small">{formatWords[format].note}</p>
      </div>
    </Panel>
  );
}
