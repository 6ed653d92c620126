import { ChartLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { assertNever } from '../../../shared/assertNever.ts';
import { Tabs } from '../../components/Tabs.tsx';
import { SplitFrame } from '../../frame/SplitFrame.tsx';
import { ViewFrame } from '../../frame/ViewFrame.tsx';
import { useCommands } from '../../state/commands.ts';
import { usePreference } from '../../state/preferences.ts';
import { useResults } from '../../state/resultsState.ts';
import type { ShownRun } from '../../state/useRecord.ts';
import { ComparePane } from './ComparePane.tsx';
import { ConfusionPane } from './ConfusionPane.tsx';
import { DiagnosisPane } from './DiagnosisPane.tsx';
import { StoppingPane } from './StoppingPane.tsx';
import { CurvesPane } from './CurvesPane.tsx';
import { EnergyPane } from './EnergyPane.tsx';
import { HeatMapPane } from './HeatMapPane.tsx';
import { MomentControls } from './MomentControls.tsx';
import { MultiplesPane } from './MultiplesPane.tsx';
import { type PaneName, paneNames, type PaneProps, paneTitles } from './panes.ts';
import { ParallelPane } from './ParallelPane.tsx';
import { ParetoPane } from './ParetoPane.tsx';
import { ResultsTable } from './ResultsTable.tsx';
import { RunList } from './RunList.tsx';
import { SelectionDetails } from './SelectionDetails.tsx';
import { useResultTable } from './useResultTable.ts';
import { WithShownRun } from './WithShownRun.tsx';
import './ResultsView.css';

/** Which setting wins, and is that real? */
export function ResultsView() {
  return (
    <WithShownRun empty={nothing}>
      {(shown, runs) => (
        <Results shown={shown} list={<RunList runs={runs} shown={shown.summary.id} />} key={shown.summary.id} />
      )}
    </WithShownRun>
  );
}

const nothing = {
  icon: <ChartLine />,
  title: 'No results yet',
  words:
    'Here the accuracy of every setting is drawn against simulated time, beside a table of all of them. Choose in Sweep what varies, for example the threshold “0.8, 1, 1.2”, and press Run.',
};

function Results({ shown, list }: { readonly shown: ShownRun; readonly list: ReactNode }) {
  const table = useResultTable(shown);
  const [paneText, savePane] = usePreference('results.pane', 'curves');
  const pane = paneNames.find((name) => name === paneText) ?? 'curves';
  useCommands('results', [
    ...paneNames.map((name) => ({
      id: `pane-${name}`,
      group: 'View' as const,
      title: `Results: ${paneTitles[name]}`,
      run: () => savePane(name),
    })),
    {
      id: 'log-time',
      group: 'View',
      title: 'Logarithmic time axis on or off',
      keys: 'L',
      run: () => useResults.setState(({ timeScale }) => ({ timeScale: timeScale === 'log' ? 'linear' : 'log' })),
    },
    {
      id: 'clear-selection',
      group: 'View',
      title: 'Clear the selection',
      run: () => useResults.setState({ selected: [] }),
    },
  ]);
  return (
    <ViewFrame
      view="results"
      left={{ label: 'Runs', content: list, width: 240 }}
      right={{ label: 'Selection', content: <SelectionDetails shown={shown} table={table} />, width: 300 }}
    >
      <SplitFrame
        view="results"
        lowerLabel="Table"
        lowerHeight="36%"
        upper={
          <Tabs
            label="Pictures of the results"
            tabs={paneNames.map((id) => ({ id, title: paneTitles[id] }))}
            selected={pane}
            onSelect={savePane}
            aside={<MomentControls settings={shown.record.settings} />}
          >
            <PaneOf pane={pane} shown={shown} table={table} />
          </Tabs>
        }
        lower={<ResultsTable table={table} timeStep={shown.record.settings.timeStep} />}
      />
    </ViewFrame>
  );
}

function PaneOf({ pane, ...props }: PaneProps & { readonly pane: PaneName }) {
  switch (pane) {
    case 'curves':
      return <CurvesPane {...props} />;
    case 'heatMap':
      return <HeatMapPane {...props} />;
    case 'pareto':
      return <ParetoPane {...props} />;
    case 'energy':
      return <EnergyPane {...props} />;
    case 'parallel':
      return <ParallelPane {...props} />;
    case 'multiples':
      return <MultiplesPane {...props} />;
    case 'confusion':
      return <ConfusionPane {...props} />;
    case 'compare':
      return <ComparePane {...props} />;
    case 'stopping':
      return <StoppingPane {...props} />;
    case 'diagnosis':
      return <DiagnosisPane {...props} />;
    default:
      return assertNever(pane);
  }
}
