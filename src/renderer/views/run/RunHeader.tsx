import { Pause, Play, X } from 'lucide-react';
import type { RunProgress, RunSummary } from '../../../shared/api/runViews.ts';
import { engineWords } from '../../../shared/results/engineWords.ts';
import { progressWords } from '../../../shared/results/runProgressWords.ts';
import { Button } from '../../components/Button.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useCommands } from '../../state/commands.ts';
import { goTo } from '../../state/navigation.ts';
import { cancelRun, pauseRun, resumeRun } from '../../state/projectActions.ts';
import { showRun } from '../../state/resultsState.ts';
import { useProject } from '../../state/workbenchStore.ts';
import { stateWords } from '../results/RunList.tsx';

interface RunHeaderProps {
  /** Null where nothing runs. */
  readonly progress: RunProgress | null;
  readonly summary: RunSummary | null;
}

/** Name, state, progress, and what can be done about it. */
export function RunHeader({ progress, summary }: RunHeaderProps) {
  const run = progress?.run ?? summary?.id ?? '';
  const isOnCluster = progress?.cluster !== undefined;
  const state = progress?.state ?? summary?.state ?? 'finished';
  const isReadOnly = useProject()?.isReadOnly ?? false;
  const reason = progress?.reason ?? progress?.standstill ?? summary?.reason ?? null;
  const notes = progress?.notes ?? summary?.notes ?? [];
  const stands = state === 'running' && (progress?.standstill ?? null) !== null;
  const canGoOn =
    !isReadOnly && (stands || state === 'paused' || state === 'cut' || state === 'cancelled' || state === 'failed');
  useCommands('run', [
    {
      id: 'pause-run',
      group: 'Run',
      title: 'Pause the run',
      keys: 'P',
      isEnabled: state === 'running' && !stands,
      run: () => void pauseRun(run),
    },
    {
      id: 'resume-run',
      group: 'Run',
      title: 'Go on with the run',
      keys: 'P',
      isEnabled: canGoOn,
      run: () => void resumeRun(run),
    },
  ]);
  return (
    <header className="run-header">
      <div className="run-title">
        <h1 className="cut">{progress?.name ?? summary?.name}</h1>
        <div className="run-actions">
          {state === 'running' ? (
            <Button
              icon={<Pause />}
              onPress={() => void pauseRun(run)}
              hint={isOnCluster ? 'Leave it to the cluster, and follow it again later (P)' : 'Pause (P)'}
            >
              {isOnCluster ? 'Leave' : 'Pause'}
            </Button>
          ) : null}
          {canGoOn ? (
            <Button
              kind="primary"
              icon={<Play />}
              onPress={() => void resumeRun(run)}
              hint={stands ? 'Look for room on the disk now (P)' : 'Go on where it stopped (P)'}
            >
              Resume
            </Button>
          ) : null}
          {state === 'running' || state === 'paused' ? (
            <Button icon={<X />} onPress={() => void cancelRun(run)} hint="End it; what is finished stays">
              Cancel
            </Button>
          ) : null}
          <Button
            onPress={() => {
              showRun(run);
              goTo('results');
            }}
          >
            Results
          </Button>
        </div>
      </div>
      {progress === null ? <Ended summary={summary} /> : <Progress progress={progress} />}
      {notes.map((note) => (
        <ProblemNote key={note} level="note">
          {note}
        </ProblemNote>
      ))}
      {reason === null ? null : <ProblemNote level={stands ? 'warning' : 'problem'}>{reason}</ProblemNote>}
    </header>
  );
}

function Progress({ progress }: { readonly progress: RunProgress }) {
  const { phase, share, counts, speed, left } = progressWords(progress);
  return (
    <>
      <progress className="run-progress" value={share} max={1} aria-label={phase} />
      <p className="run-counts" role="status" aria-live="off">
        <strong>{phase}</strong>
        <span>{counts}</span>
        <span>{speed}</span>
        <span>{left}</span>
        {progress.engine === undefined ? null : <span className="muted">{engineWords(progress.engine)}</span>}
      </p>
    </>
  );
}

function Ended({ summary }: { readonly summary: RunSummary | null }) {
  if (summary === null) return null;
  return (
    <p className="run-counts">
      <strong className="run-state">{stateWords(summary.state)}</strong>
      <span>
        {summary.finishedCells} of {summary.cells} cells
      </span>
      <span>{summary.samples} samples each</span>
      {summary.engine === undefined ? null : <span className="muted">{engineWords(summary.engine)}</span>}
    </p>
  );
}
