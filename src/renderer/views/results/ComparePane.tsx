import { useCallback, useMemo, useState } from 'react';
import type { RunSummary } from '../../../shared/api/runViews.ts';
import { differenceChart } from '../../../shared/chart/differenceChart.ts';
import type { PlotSettings } from '../../../shared/chart/chartSettings.ts';
import { differenceCurve, pairedDifferenceCurve } from '../../../shared/metrics/differenceCurve.ts';
import { comparedNames } from '../../../shared/results/comparedNames.ts';
import { hasSameSamples } from '../../../shared/results/hasSameSamples.ts';
import { type ResultRow, resultRows } from '../../../shared/results/resultRows.ts';
import type { RunRecord } from '../../../shared/results/runRecord.ts';
import { rowWords } from '../../../shared/results/rowWords.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Select } from '../../components/Select.tsx';
import { useResults } from '../../state/resultsState.ts';
import { useRecord, useRuns } from '../../state/useRecord.ts';
import { ChangedSamples } from './ChangedSamples.tsx';
import type { PaneProps } from './panes.ts';
import { useSideCourses } from './useSideCourses.ts';

/** Two rows of one run or of two: their difference against time, and the images that they classify differently. */
export function ComparePane({ shown, table: { moment } }: PaneProps) {
  const { selected, timeScale } = useResults();
  const runs = useRuns() ?? [];
  const [otherRun, setOtherRun] = useState<string | null>(null);
  const [firstKey, setFirstKey] = useState<string | null>(null);
  const [secondKey, setSecondKey] = useState<string | null>(null);
  const second = useOther(shown, otherRun, runs);
  const a = rowOf(shown.rows, firstKey ?? selected[0] ?? null, 0);
  const b = rowOf(
    second.rows,
    secondKey ?? (otherRun === null ? selected[1] : null) ?? null,
    otherRun === null ? 1 : 0,
  );
  const names = useMemo(
    () =>
      a === null || b === null || second.record === null
        ? null
        : comparedNames([a, shown.record.settings], [b, second.record.settings]),
    [a, b, shown.record.settings, second.record],
  );
  const { settings, labels } = shown.record;
  const isPaired = second.record !== null && hasSameSamples(settings.data, second.record.settings.data);
  const one = useSideCourses(shown.summary.id, a, settings.data.count);
  const other = useSideCourses(otherRun ?? shown.summary.id, b, settings.data.count);
  const curve = useMemo(() => {
    if (a === null || b === null) return null;
    if (isPaired && one !== null && other !== null) {
      const steps = Math.min(a.tally.spikes.length, b.tally.spikes.length);
      return pairedDifferenceCurve(labels, one, other, steps, settings.timeStep);
    }
    const [first, then] = [a, b].map(({ tally, readoutIndex }) => ({ tally, readout: readoutIndex }));
    return differenceCurve(first!, then!, settings.timeStep);
  }, [a, b, isPaired, one, other, labels, settings.timeStep]);
  const draw = useCallback(
    (plot: PlotSettings) => differenceChart(curve!, names!, { ...plot, timeScale }),
    [curve, names, timeScale],
  );
  const choices = (
    <div className="compare-choices">
      <RowSelect label="First" rows={shown.rows} record={shown.record} row={a} onSelect={setFirstKey} />
      <span aria-hidden>−</span>
      {runs.length < 2 ? null : (
        <Select
          label="Run of the second"
          options={runs.map(({ id, name }) => ({ id, title: id === shown.summary.id ? 'this run' : name }))}
          selected={otherRun ?? shown.summary.id}
          onSelect={(id) => {
            setOtherRun(id === shown.summary.id ? null : id);
            setSecondKey(null);
          }}
        />
      )}
      {second.record === null ? null : (
        <RowSelect label="Second" rows={second.rows} record={second.record} row={b} onSelect={setSecondKey} />
      )}
    </div>
  );
  if (a === null || b === null || curve === null || names === null || second.record === null) {
    return (
      <div className="compare-pane">
        {choices}
        <EmptyState title="Two rows make a comparison">
          Select two rows in the table or the charts (the second one with Shift), or choose them above.
        </EmptyState>
      </div>
    );
  }
  const isTwice = a.key === b.key && otherRun === null;
  return (
    <div className="compare-pane">
      {choices}
      <div className="compare-halves">
        <ChartFrame
          title={isTwice ? 'A row and itself' : 'Difference in accuracy against simulated time'}
          draw={draw}
          note={
            !isPaired || one === null || other === null
              ? '95 % interval of independent samples at each time; on the same samples it is, if anything, too wide.'
              : '95 % interval at each time, paired sample by sample. The test beside it is at the time that is chosen above.'
          }
        />
        {isPaired ? (
          <ChangedSamples
            record={shown.record}
            first={{ run: shown.summary.id, row: a }}
            second={{ run: otherRun ?? shown.summary.id, row: b }}
            time={moment.time}
          />
        ) : (
          <p className="compare-note muted">
            The two runs saw different samples, so images cannot be compared one by one.
          </p>
        )}
      </div>
    </div>
  );
}

interface Other {
  readonly record: RunRecord | null;
  readonly rows: readonly ResultRow[];
}

function useOther(shown: PaneProps['shown'], run: string | null, runs: readonly RunSummary[]): Other {
  const { record } = useRecord(run, runs.find(({ id }) => id === run)?.state ?? null);
  return useMemo(
    () => (run === null ? shown : { record, rows: record === null ? [] : resultRows(record) }),
    [run, shown, record],
  );
}

function rowOf(rows: readonly ResultRow[], key: string | null, otherwise: number): ResultRow | null {
  return rows.find((row) => row.key === key) ?? rows[otherwise] ?? null;
}

interface RowSelectProps {
  readonly label: string;
  readonly rows: readonly ResultRow[];
  readonly record: RunRecord;
  readonly row: ResultRow | null;
  readonly onSelect: (key: string) => void;
}

function RowSelect({ label, rows, record, row, onSelect }: RowSelectProps) {
  const options = useMemo(
    () => rows.slice(0, 500).map((one) => ({ id: one.key, title: rowWords(one, record.settings) })),
    [rows, record.settings],
  );
  return <Select label={label} options={options} selected={row?.key ?? null} onSelect={onSelect} />;
}
