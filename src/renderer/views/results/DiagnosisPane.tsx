import { Stethoscope } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { PlotSettings } from '../../../shared/chart/chartSettings.ts';
import { diagnosisChart } from '../../../shared/chart/diagnosisChart.ts';
import { adviceOf } from '../../../shared/diagnosis/advice.ts';
import type { Diagnosis } from '../../../shared/diagnosis/summarise.ts';
import { bestRow } from '../../../shared/results/bestRow.ts';
import type { ResultRow } from '../../../shared/results/resultRows.ts';
import { diagnosisTimes } from '../../../shared/results/diagnosisTimes.ts';
import { rowWords } from '../../../shared/results/rowWords.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Select } from '../../components/Select.tsx';
import { useRequest } from '../../state/queries.ts';
import { useResults } from '../../state/resultsState.ts';
import { wordsOf } from '../../state/toasts.ts';
import { DiagnosisProgress } from './DiagnosisProgress.tsx';
import { LayerLossTable } from './LayerLossTable.tsx';
import type { PaneProps } from './panes.ts';

const sampleChoices = ['25', '50', '100', '200', '500'] as const;

/** Where the selected cell, or else the best one, loses what, and what to do about it. */
export function DiagnosisPane({ shown: { record, rows, summary }, table }: PaneProps) {
  const { selected } = useResults();
  const { settings } = record;
  const last = Math.max(...settings.durations);
  const best = bestRow(table.leftRows, last, settings.timeStep)?.row ?? null;
  const row = rows.find(({ key }) => key === selected[0]) ?? best;
  const [samples, setSamples] = useState<(typeof sampleChoices)[number]>('50');
  /** Rows that were asked for: a diagnosis takes seconds, so nothing is begun unasked. */
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const times = useMemo(
    () => diagnosisTimes(table.moment.time, settings.timeStep),
    [table.moment.time, settings.timeStep],
  );
  const key = `${row?.key ?? ''} ${samples} ${times.join()}`;
  const { data, error, isLoading, cancel } = useRequest(
    'inspect.diagnose',
    { run: summary.id, cell: row?.cellIndex ?? 0, readout: row?.readoutIndex ?? 0, samples: Number(samples), times },
    { about: [row?.cell.id ?? null], isEnabled: row !== null && asked.has(key) },
  );
  if (row === null) {
    return <EmptyState title="No cell yet">A diagnosis looks into a cell that has results.</EmptyState>;
  }
  const choice = (
    <Select
      label="Samples"
      isLabelHidden
      options={sampleChoices.map((id) => ({ id, title: `${id} samples` }))}
      selected={samples}
      onSelect={setSamples}
    />
  );
  if (data !== undefined)
    return <Findings diagnosis={data} row={row} table={table} settings={settings} tools={choice} />;
  if (error !== null) return <ProblemNote>{wordsOf(error)}</ProblemNote>;
  if (isLoading) {
    const stop = (): void => {
      setAsked(new Set([...asked].filter((one) => one !== key)));
      cancel();
    };
    return (
      <DiagnosisProgress
        asked={{ run: summary.id, cell: row.cellIndex, readout: row.readoutIndex }}
        words={rowWords(row, settings)}
        onCancel={stop}
      />
    );
  }
  return (
    <EmptyState
      icon={<Stethoscope />}
      title={`What does ${rowWords(row, settings)} lose, and where?`}
      action={
        <div className="diagnosis-start">
          {choice}
          <Button kind="primary" onPress={() => setAsked(new Set([...asked, key]))}>
            Diagnose
          </Button>
        </div>
      }
    >
      Compares the firing rates of every layer with its activations after {times.join(', ')} ms, tells clipping,
      quantisation and the order of arrival apart, and simulates the network from every layer on, with the layers before
      it analog. Takes seconds to minutes.
    </EmptyState>
  );
}

interface FindingsProps {
  readonly diagnosis: Diagnosis;
  readonly row: ResultRow;
  readonly table: PaneProps['table'];
  readonly settings: PaneProps['shown']['record']['settings'];
  readonly tools: React.ReactNode;
}

function Findings({ diagnosis, row, settings, tools }: FindingsProps) {
  const { times } = diagnosis;
  const [at, setAt] = useState<string | null>(null);
  const chosen = times.findIndex((step) => String(step) === at);
  const time = chosen === -1 ? times.length - 1 : chosen;
  const milliseconds = times[time]! * settings.timeStep;
  const draw = useCallback(
    (plot: PlotSettings) => diagnosisChart(diagnosis, time, milliseconds, plot),
    [diagnosis, time, milliseconds],
  );
  return (
    <div className="diagnosis-pane">
      <ChartFrame
        title={rowWords(row, settings)}
        draw={draw}
        note={`${diagnosis.samples} samples. Error: root mean square of rate minus activation, over that of the activation; parts below zero make up for others.`}
        tools={
          <>
            <Choice
              label="After"
              options={times.map((step) => ({ id: String(step), title: `${step * settings.timeStep} ms` }))}
              selected={String(times[time])}
              onSelect={setAt}
            />
            {tools}
          </>
        }
      />
      <div className="diagnosis-findings">
        <Panel title="Findings">
          <ul className="details-notes">
            {adviceOf(diagnosis).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Panel>
        <Panel title="Layers" isFlush fills>
          <LayerLossTable diagnosis={diagnosis} time={time} />
        </Panel>
      </div>
    </div>
  );
}
