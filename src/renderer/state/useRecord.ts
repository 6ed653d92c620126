import { useEffect, useMemo } from 'react';
import type { RunSummary } from '../../shared/api/runViews.ts';
import { withGrowingCells } from '../../shared/results/growingRecord.ts';
import { resultRows, type ResultRow } from '../../shared/results/resultRows.ts';
import type { RunRecord } from '../../shared/results/runRecord.ts';
import { request } from './connection.ts';
import { useGrownCells } from './growingCells.ts';
import { useRequest } from './queries.ts';
import { useResults } from './resultsState.ts';
import { useProject, useWorkbench } from './workbenchStore.ts';

/** A run with what it has so far. */
export interface ShownRun {
  readonly summary: RunSummary;
  readonly record: RunRecord;
  readonly rows: readonly ResultRow[];
}

export interface ShownRunAnswer {
  /** All runs, latest first; null while they are read. */
  readonly runs: readonly RunSummary[] | null;
  readonly shown: ShownRun | null;
  readonly error: Error | null;
}

/** Runs of the project, latest first; read once, then kept by events. */
export function useRuns(): readonly RunSummary[] | null {
  const runs = useWorkbench((state) => state.runs);
  const folder = useProject()?.folder ?? null;
  useEffect(() => {
    if (runs !== null || folder === null) return;
    void request('run.list', {}).then(
      (list) => useWorkbench.setState({ runs: list }),
      () => undefined,
    );
  }, [runs, folder]);
  return useMemo(() => runs && runs.toSorted((a, b) => b.started.localeCompare(a.started)), [runs]);
}

/** The run that the user looks at, or the latest one; grows while it runs. */
export function useShownRun(): ShownRunAnswer {
  const runs = useRuns();
  const wanted = useResults((state) => state.run);
  const summary = runs?.find(({ id }) => id === wanted) ?? runs?.[0] ?? null;
  const { record, error } = useRecord(summary?.id ?? null, summary?.state ?? null);
  const rows = useMemo(() => (record === null ? [] : resultRows(record)), [record]);
  const shown = useMemo(
    () => (record === null || summary === null ? null : { summary, record, rows }),
    [record, rows, summary],
  );
  return { runs, shown, error };
}

/** The record of a run with the cells that are growing; read again when a run begins or ends (`state`), and when the window was away. */
export function useRecord(
  run: string | null,
  state: string | null,
): { readonly record: RunRecord | null; readonly error: Error | null } {
  // The record is written when model and data are open: another phase is a reason to read it again.
  const phase = useWorkbench(({ app }) => (app?.run?.run === run ? (app?.run?.phase ?? null) : null));
  const connections = useWorkbench((workbench) => workbench.connections);
  const { data, error } = useRequest(
    'run.read',
    { run: run ?? '-' },
    { about: [state, phase, connections], isEnabled: run !== null && phase !== 'open', keepsPrevious: true },
  );
  const grown = useGrownCells(run);
  const record = useMemo(() => {
    if (data === undefined || data.summary.id !== run) return null;
    return withGrowingCells(data.record, [...data.growing, ...grown.values()]);
  }, [data, grown, run]);
  return { record, error: record === null ? error : null };
}
