import { useCallback, useMemo, useRef, useState } from 'react';
import { assignChannels } from '../../../shared/chart/channels.ts';
import type { PlotSettings } from '../../../shared/chart/chartSettings.ts';
import { fixedTimesDash, fixedTimesWords, stoppingChart } from '../../../shared/chart/stoppingChart.ts';
import { AxisLegend, LegendNote } from '../../charts/AxisLegend.tsx';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { Choice } from '../../components/Choice.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Select } from '../../components/Select.tsx';
import { useSizeOf } from '../../components/useSizeOf.ts';
import { Waiting } from '../../components/Waiting.tsx';
import { useRequest } from '../../state/queries.ts';
import { selectRow, useResults } from '../../state/resultsState.ts';
import { wordsOf } from '../../state/toasts.ts';
import type { PaneProps } from './panes.ts';
import { StoppingTable } from './StoppingTable.tsx';
import { useLegendRows } from './useLegendRows.ts';

const minimums = ['1', '2', '4', '8', '16'] as const;
const allowances = ['0', '0.1', '0.5', '1', '2'] as const;
/** Pixels that chart and table need beside each other; in less, one of them is shown. */
const roomForBoth = 1100;

/** What stopping a sample as soon as its margin is large enough would give: no simulation is needed for it. */
export function StoppingPane({ shown, table }: PaneProps) {
  const { record, rows, summary } = shown;
  const { settings } = record;
  const { selected } = useResults();
  const [minimum, setMinimum] = useState<(typeof minimums)[number]>('1');
  const [points, setPoints] = useState<(typeof allowances)[number]>('0.5');
  const [part, setPart] = useState<'chart' | 'table'>('chart');
  const pane = useRef<HTMLDivElement>(null);
  const hasBoth = useSizeOf(pane).width >= roomForBoth;
  const leftRows = useLegendRows(table);
  const channels = useMemo(() => assignChannels(settings), [settings]);
  const { data, error } = useRequest(
    'inspect.stopping',
    { run: summary.id, minimum: Number(minimum), points: Number(points) },
    { about: [summary.state, summary.finishedCells], keepsPrevious: true },
  );
  const drawn = useMemo(
    () =>
      (data ?? []).flatMap((stopping) => {
        const row = leftRows.find(({ key }) => key === stopping.key);
        return row === undefined ? [] : [{ row, stopping }];
      }),
    [data, leftRows],
  );
  const draw = useCallback(
    (plot: PlotSettings) => stoppingChart(drawn, settings, new Set(selected), plot),
    [drawn, settings, selected],
  );
  const allowance = (
    <Select
      label="Percentage points that stopping may cost where the margin is chosen"
      isLabelHidden
      options={allowances.map((id) => ({ id, title: `at most ${id} points` }))}
      selected={points}
      onSelect={setPoints}
    />
  );
  const parts = hasBoth ? null : (
    <Choice
      label="Shown"
      options={[
        { id: 'chart', title: 'Curves' },
        { id: 'table', title: 'Chosen margins' },
      ]}
      selected={part}
      onSelect={setPart}
    />
  );
  const isLeftOut = drawn.length < rows.filter(({ tally }) => tally.count > 0).length;
  return (
    <div className="stopping-pane" ref={pane}>
      {error !== null ? (
        <ProblemNote>{wordsOf(error)}</ProblemNote>
      ) : data === undefined ? (
        <Waiting>Stopping samples early</Waiting>
      ) : data.length === 0 ? (
        <EmptyState title="No finished cell with courses">
          Early stopping is read off each sample’s way to its class, which finished cells keep since records of version
          2. Run the sweep again to have it.
        </EmptyState>
      ) : (
        <>
          {hasBoth || part === 'chart' ? (
            <ChartFrame
              title="Accuracy against mean time when samples stop early"
              draw={draw}
              onPick={selectRow}
              note="A point for each margin at which samples stop."
              legend={
                <AxisLegend settings={settings} channels={channels}>
                  <LegendNote look={{ colour: 'currentColor', dash: fixedTimesDash, marker: null }}>
                    {fixedTimesWords}
                  </LegendNote>
                </AxisLegend>
              }
              tools={
                <>
                  {parts}
                  <Select
                    label="Steps that every sample gets"
                    isLabelHidden
                    options={minimums.map((id) => ({ id, title: id === '1' ? 'from step 1' : `from step ${id}` }))}
                    selected={minimum}
                    onSelect={setMinimum}
                  />
                  {hasBoth ? null : allowance}
                </>
              }
            />
          ) : null}
          {hasBoth || part === 'table' ? (
            <div className="stopping-choices">
              <Panel
                title="Chosen margins"
                note={`Chosen on every second sample, reported on the others.${isLeftOut ? ' Rows that are filtered, unfinished or of an older version are left out.' : ''}`}
                actions={
                  <>
                    {parts}
                    {allowance}
                  </>
                }
                isFlush
                fills
              >
                <StoppingTable drawn={drawn} settings={settings} />
              </Panel>
            </div>
          ) : null}
        </>
      )}
    </div>
  );
}
