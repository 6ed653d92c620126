import { useCallback, useMemo, useState } from 'react';
import type { PlotSettings } from '../../../shared/chart/chartSettings.ts';
import { stoppingChart } from '../../../shared/chart/stoppingChart.ts';
import { rowWords } from '../../../shared/results/rowWords.ts';
import { chosenWords } from '../../../shared/results/stoppingRows.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Select } from '../../components/Select.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { useRequest } from '../../state/queries.ts';
import { selectRow, useResults } from '../../state/resultsState.ts';
import { wordsOf } from '../../state/toasts.ts';
import type { PaneProps } from './panes.ts';

const minimums = ['1', '2', '4', '8', '16'] as const;
const allowances = ['0', '0.1', '0.5', '1', '2'] as const;

/** What stopping a sample as soon as its margin is large enough would give: no simulation is needed for it. */
export function StoppingPane({ shown, table: { leftRows } }: PaneProps) {
  const { record, rows, summary } = shown;
  const { settings } = record;
  const { selected } = useResults();
  const [minimum, setMinimum] = useState<(typeof minimums)[number]>('1');
  const [points, setPoints] = useState<(typeof allowances)[number]>('0.5');
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
  if (error !== null) return <ProblemNote>{wordsOf(error)}</ProblemNote>;
  if (data === undefined) return <Waiting>Stopping samples early</Waiting>;
  if (data.length === 0) {
    return (
      <EmptyState title="No finished cell with courses">
        Early stopping is read off each sample’s way to its class, which finished cells keep since records of version 2.
        Run the sweep again to have it.
      </EmptyState>
    );
  }
  const chosen = drawn.filter(({ row }) => selected.length === 0 || selected.includes(row.key));
  return (
    <div className="stopping-pane">
      <ChartFrame
        title="Accuracy against mean time when samples stop early"
        draw={draw}
        onPick={selectRow}
        note="A point for each margin at which samples stop; dotted, for the selected rows: all samples stopped at one time."
        tools={
          <>
            <Select
              label="Steps that every sample gets"
              isLabelHidden
              options={minimums.map((id) => ({ id, title: id === '1' ? 'from step 1' : `from step ${id}` }))}
              selected={minimum}
              onSelect={setMinimum}
            />
            <Select
              label="Percentage points that stopping may cost where the margin is chosen"
              isLabelHidden
              options={allowances.map((id) => ({ id, title: `at most ${id} points` }))}
              selected={points}
              onSelect={setPoints}
            />
          </>
        }
      />
      <div className="stopping-choices" role="group" aria-label="Chosen margins" tabIndex={0}>
        <Panel title="Chosen margins" note="Chosen on every second sample, reported on the others.">
          <ul className="details-notes">
            {chosen.slice(0, 12).map(({ row, stopping }) => (
              <li key={row.key}>
                <strong>{rowWords(row, settings)}</strong>
                <br />
                {chosenWords(stopping, settings)}
              </li>
            ))}
          </ul>
          {chosen.length > 12 ? (
            <p className="muted small">And {chosen.length - 12} more rows; select some of them.</p>
          ) : null}
          {drawn.length < rows.filter(({ tally }) => tally.count > 0).length ? (
            <p className="muted small">Rows that are filtered, unfinished or of an older version are left out.</p>
          ) : null}
        </Panel>
      </div>
    </div>
  );
}
