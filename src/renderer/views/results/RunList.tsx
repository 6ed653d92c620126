import type { RunState, RunSummary } from '../../../shared/api/runViews.ts';
import { engineWords, shortEngineWords } from '../../../shared/results/engineWords.ts';
import { percent } from '../../../shared/chart/curvePointWords.ts';
import { assertNever } from '../../../shared/assertNever.ts';
import { Panel } from '../../components/Panel.tsx';
import { showRun } from '../../state/resultsState.ts';

interface RunListProps {
  readonly runs: readonly RunSummary[];
  readonly shown: string | null;
}

/** The runs of the project, latest first. */
export function RunList({ runs, shown }: RunListProps) {
  return (
    <Panel title="Runs" isFlush>
      <ul className="run-list">
        {runs.map((run) => (
          <li key={run.id}>
            <button type="button" aria-current={run.id === shown} onClick={() => showRun(run.id)}>
              <span className="cut" title={run.name}>
                {run.name}
              </span>
              <span className="muted small">
                {stateWords(run.state)}, {run.finishedCells} of {run.cells} cells, {run.samples} samples
              </span>
              {run.engine === undefined || run.engine === 'simd' ? null : (
                <span className="muted small cut" title={[engineWords(run.engine), ...(run.notes ?? [])].join('. ')}>
                  {shortEngineWords(run.engine)}
                </span>
              )}
              {run.varied === '' || run.name.includes(run.varied) ? null : (
                <span className="muted small cut" title={run.varied}>
                  {run.varied}
                </span>
              )}
              {run.best === null ? null : (
                <span className="small">
                  best {percent(run.best.accuracy)}{' '}
                  <span className="muted">(analog {percent(run.best.analogAccuracy)})</span>
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The state of a run in a word. */
export function stateWords(state: RunState): string {
  switch (state) {
    case 'running':
      return 'running';
    case 'paused':
      return 'paused';
    case 'cut':
      return 'interrupted';
    case 'cancelled':
      return 'cancelled';
    case 'failed':
      return 'failed';
    case 'finished':
      return 'finished';
    default:
      return assertNever(state);
  }
}
