import { CircuitBoard, FileDown, Play } from 'lucide-react';
import { useState } from 'react';
import type { NirView } from '../../../shared/api/packViews.ts';
import type { NirProfile } from '../../../shared/nir/profiles.ts';
import { cellWords } from '../../../shared/results/rowWords.ts';
import { Button } from '../../components/Button.tsx';
import { Checkbox } from '../../components/Checkbox.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Select } from '../../components/Select.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { request } from '../../state/connection.ts';
import { attempt, note, wordsOf } from '../../state/toasts.ts';
import type { ShownRun } from '../../state/useRecord.ts';
import { NirReportView } from './NirReportView.tsx';
import { firstCell, profileWords } from './nirChoices.ts';
import './HardwarePanel.css';

type Output = 'spikes' | 'currents';

/** A cell as a NIR file for simulators and chips: first how they will run it, then the file. */
export function HardwarePanel({ shown }: { readonly shown: ShownRun }) {
  const { record, summary } = shown;
  const { settings, cells } = record;
  const [cell, setCell] = useState(() => firstCell(shown));
  const [profile, setProfile] = useState<NirProfile>('a');
  const [output, setOutput] = useState<Output>('spikes');
  const [samples, setSamples] = useState(() => String(Math.min(200, settings.data.count)));
  const [state, setState] = useState<State>({ kind: 'idle' });
  const [isAgreed, setIsAgreed] = useState(false);
  const asked = { run: summary.id, cell: Number(cell), profile, output, samples: Number(samples) };
  const key = JSON.stringify(asked);
  const view = state.kind === 'done' && state.key === key ? state.view : null;
  const isBusy = state.kind === 'busy';

  const simulate = async (): Promise<void> => {
    setState({ kind: 'busy' });
    setIsAgreed(false);
    try {
      setState({ kind: 'done', key, view: await request('pack.nirReport', asked) });
    } catch (error) {
      setState({ kind: 'failed', words: wordsOf(error) });
    }
  };
  const save = (): void =>
    void attempt(async () => {
      const { path } = await request('pack.nir', { ...asked, approximate: isAgreed });
      if (path !== null) note(`Saved ${path}`);
    });
  const counts = [...new Set([50, 200, 1000, settings.data.count].filter((n) => n <= settings.data.count))];

  return (
    <Panel title="Hardware (NIR)" note="For Norse, SpikingJelly, sinabs, snnTorch and the chips behind them.">
      <div className="hardware">
        {cells.length === 1 ? null : (
          <Select
            label="Cell"
            options={cells.slice(0, 500).map((one, i) => ({ id: String(i), title: cellWords(one, settings) }))}
            selected={cell}
            onSelect={setCell}
            isDisabled={isBusy}
          />
        )}
        <div className="hardware-choices">
          <div>
            <span className="field-label">Profile</span>
            <Choice
              label="Profile"
              options={[
                { id: 'a', title: 'A' },
                { id: 'b', title: 'B' },
              ]}
              selected={profile}
              onSelect={setProfile}
              isDisabled={isBusy}
            />
          </div>
          <div>
            <span className="field-label">Ends in</span>
            <Choice
              label="Ends in"
              options={[
                { id: 'spikes', title: 'Spikes' },
                { id: 'currents', title: 'Currents' },
              ]}
              selected={output}
              onSelect={setOutput}
              isDisabled={isBusy}
            />
          </div>
          <Select
            label="Samples"
            options={counts.map((n) => ({ id: String(n), title: String(n) }))}
            selected={samples}
            onSelect={setSamples}
            isDisabled={isBusy}
          />
        </div>
        <p className="muted small">{profileWords(profile, output)}</p>
        {isBusy ? (
          <Waiting>Simulating as they run it</Waiting>
        ) : (
          <Button icon={view === null ? <Play /> : <CircuitBoard />} onPress={() => void simulate()}>
            {view === null ? 'Simulate as they run it' : 'Simulate again'}
          </Button>
        )}
        {state.kind === 'failed' ? <ProblemNote>{state.words}</ProblemNote> : null}
        {view === null ? null : (
          <>
            <NirReportView view={view} />
            {view.report.losses.length === 0 ? null : (
              <Checkbox isSelected={isAgreed} onChange={setIsAgreed}>
                Export without what is lost
              </Checkbox>
            )}
            <Button icon={<FileDown />} isDisabled={view.report.losses.length > 0 && !isAgreed} onPress={save}>
              Save the NIR file
            </Button>
          </>
        )}
      </div>
    </Panel>
  );
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly words: string }
  /** `key` says what was asked: another choice makes the answer old. */
  | { readonly kind: 'done'; readonly key: string; readonly view: NirView };
