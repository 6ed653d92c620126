import { Play } from 'lucide-react';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { LiveCurvesChart } from '../../charts/LiveCurvesChart.tsx';
import { goTo } from '../../state/navigation.ts';
import { wordsOf } from '../../state/toasts.ts';
import { useRecord, useRuns, type ShownRun } from '../../state/useRecord.ts';
import { useWorkbench } from '../../state/workbenchStore.ts';
import { useMemo } from 'react';
import { resultRows } from '../../../shared/results/resultRows.ts';
import { CellGrid } from './CellGrid.tsx';
import { RunHeader } from './RunHeader.tsx';
import { ShardGrid } from './ShardGrid.tsx';
import './RunView.css';

/** Is it going well? The run in progress, or the latest one. */
export function RunView() {
  const progress = useWorkbench(({ app }) => app?.run ?? null);
  const runs = useRuns();
  const summary = runs?.find(({ id }) => id === progress?.run) ?? (progress === null ? runs?.[0] : undefined) ?? null;
  const { record, error } = useRecord(progress?.run ?? summary?.id ?? null, summary?.state ?? progress?.phase ?? null);
  const rows = useMemo(() => (record === null ? [] : resultRows(record)), [record]);
  if (runs === null) return <Waiting>Reading the runs</Waiting>;
  if (progress === null && summary === null) return <NoRun />;
  return (
    <div className="run-view">
      <RunHeader progress={progress} summary={summary} />
      {error === null ? null : <ProblemNote>{wordsOf(error)}</ProblemNote>}
      {progress?.cluster === undefined ? null : <ShardGrid cluster={progress.cluster} />}
      <div className="run-halves">
        {record === null || rows.length === 0 ? (
          <Waiting>The first curves appear with the first finished samples</Waiting>
        ) : (
          <LiveCurvesChart
            title="Accuracy against simulated time, as far as it is known"
            record={record}
            rows={rows}
            note={sampleNote(rows)}
          />
        )}
        {record === null ? null : <CellGrid record={record} progress={progress} />}
      </div>
    </div>
  );
}

function NoRun() {
  return (
    <EmptyState
      icon={<Play />}
      title="Nothing has run yet"
      action={
        <Button kind="primary" onPress={() => goTo('sweep')}>
          Set up a sweep
        </Button>
      }
    >
      While a sweep runs, its curves grow here, with counts and the time left. It can be paused, cancelled and gone on
      with, and goes on after the window is closed and opened again.
    </EmptyState>
  );
}

function sampleNote(rows: ShownRun['rows']): string {
  const counts = rows.map(({ tally }) => tally.count);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most
    ? `Over ${most} samples.`
    : `Over ${least} to ${most} samples: bands shrink as samples come in.`;
}
