import { Package } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Checkbox } from '../../components/Checkbox.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { request } from '../../state/connection.ts';
import { attempt, note } from '../../state/toasts.ts';
import type { ShownRun } from '../../state/useRecord.ts';

/** A run in one file, which `spikebench replay` runs again and compares to the byte. */
export function BundlePanel({ shown }: { readonly shown: ShownRun }) {
  const [withModel, setWithModel] = useState(true);
  const [withData, setWithData] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const isFinished = shown.record.cells.every(({ tally }) => tally !== null);
  const make = async (): Promise<void> => {
    setIsBusy(true);
    await attempt(async () => {
      const { path } = await request('pack.bundle', { run: shown.summary.id, withModel, withData });
      if (path !== null) note(`Saved ${path}`);
    });
    setIsBusy(false);
  };
  return (
    <Panel title="Reproducible bundle">
      <div className="hardware">
        <p className="muted small">
          One zip file with settings, results, figures, hashes, methods paragraph and BibTeX. Others run it again with{' '}
          <code>spikebench replay</code>, which compares to the byte and names what differs.
        </p>
        <Checkbox isSelected={withModel} onChange={setWithModel} isDisabled={isBusy}>
          With the model
        </Checkbox>
        <Checkbox isSelected={withData} onChange={setWithData} isDisabled={isBusy}>
          With the data
        </Checkbox>
        {isBusy ? (
          <Waiting>Packing</Waiting>
        ) : (
          <Button icon={<Package />} isDisabled={!isFinished} onPress={() => void make()}>
            {isFinished ? 'Make the bundle' : 'The run has to finish first'}
          </Button>
        )}
      </div>
    </Panel>
  );
}
