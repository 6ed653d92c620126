import { Microscope } from 'lucide-react';
import { useState } from 'react';
import { bestRow } from '../../../shared/results/bestRow.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { ViewFrame } from '../../frame/ViewFrame.tsx';
import { useRequest } from '../../state/queries.ts';
import { useResults } from '../../state/resultsState.ts';
import { wordsOf } from '../../state/toasts.ts';
import type { ShownRun } from '../../state/useRecord.ts';
import { WithShownRun } from '../results/WithShownRun.tsx';
import { InspectCharts } from './InspectCharts.tsx';
import { PopulationDetails } from './PopulationDetails.tsx';
import { SampleSide } from './SampleSide.tsx';
import './InspectView.css';

/** Why did it decide so? One sample through one cell. */
export function InspectView() {
  return <WithShownRun empty={nothing}>{(shown) => <Inspect shown={shown} key={shown.summary.id} />}</WithShownRun>;
}

const nothing = {
  icon: <Microscope />,
  title: 'Nothing to inspect yet',
  words:
    'Here one image goes through one setting again, spike by spike: what every layer fires, how the class scores rise, and how well firing rates follow the activations of the analog network. It needs a run.',
};

/** A neuron whose potential is drawn. */
export interface WatchedNeuron {
  readonly population: string;
  readonly neuron: number;
}

function Inspect({ shown }: { readonly shown: ShownRun }) {
  const { record, rows, summary } = shown;
  const { selected, sample: wanted } = useResults();
  const [watched, setWatched] = useState<readonly WatchedNeuron[]>([]);
  const [population, setPopulation] = useState<string | null>(null);
  const [step, setStep] = useState<number | null>(null);
  const best = bestRow(rows, Math.max(...record.settings.durations), record.settings.timeStep)?.row;
  const row = rows.find(({ key }) => key === selected[0]) ?? best ?? null;
  const sample = Math.min(wanted, record.settings.data.count - 1);
  const { data, error, isLoading } = useRequest(
    'inspect.sample',
    { run: summary.id, cell: row?.cellIndex ?? 0, sample, potentials: [...watched] },
    { isEnabled: row !== null, keepsPrevious: true },
  );
  if (row === null)
    return <EmptyState title="No cell has results yet">Inspect opens with the first of them.</EmptyState>;
  const shownPopulation = data?.populations.find(({ name }) => name === population) ?? data?.populations.at(-1) ?? null;
  return (
    <ViewFrame
      view="inspect"
      left={{
        label: 'Sample',
        width: 256,
        content: <SampleSide record={record} rows={rows} row={row} sample={sample} view={data ?? null} step={step} />,
      }}
      right={{
        label: 'Layer',
        width: 340,
        content:
          data === undefined || shownPopulation === null ? (
            <Waiting>Simulating</Waiting>
          ) : (
            <PopulationDetails
              view={data}
              population={shownPopulation}
              onPopulation={setPopulation}
              watched={watched}
              onWatch={setWatched}
            />
          ),
      }}
    >
      {error !== null ? <ProblemNote>{wordsOf(error)}</ProblemNote> : null}
      {data === undefined ? (
        error === null ? (
          <Waiting>Simulating the sample</Waiting>
        ) : null
      ) : (
        <InspectCharts
          view={data}
          record={record}
          cell={row.cell}
          readout={row.readoutIndex}
          step={step}
          onStep={setStep}
          isBusy={isLoading}
          onPopulation={setPopulation}
        />
      )}
    </ViewFrame>
  );
}
