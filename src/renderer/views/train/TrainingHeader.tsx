import { Check, Copy, Ellipsis, Pause, Pencil, Play, SlidersHorizontal, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { TrainingNow, TrainingSummary } from '../../../shared/api/trainViews.ts';
import type { TrainSetup } from '../../../shared/training/setup.ts';
import { Button } from '../../components/Button.tsx';
import { Menu } from '../../components/Menu.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useCommands } from '../../state/commands.ts';
import { goTo } from '../../state/navigation.ts';
import {
  cancelTraining,
  deleteTraining,
  pauseTraining,
  resumeTraining,
  setUpLike,
  takeTrainedModel,
} from '../../state/trainingActions.ts';
import { useProject } from '../../state/workbenchStore.ts';
import { RenameTraining } from './RenameTraining.tsx';
import { endedWords, trainingProgressWords, trainingStateWords } from '../../frame/trainingWords.ts';

interface TrainingHeaderProps {
  readonly summary: TrainingSummary;
  /** Where it is at work or waits. */
  readonly now: TrainingNow | null;
  /** Null while it is read. */
  readonly setup: TrainSetup | null;
  readonly trainings: readonly TrainingSummary[];
}

/** Name, state, progress, and what can be done about it. */
export function TrainingHeader({ summary, now, setup, trainings }: TrainingHeaderProps) {
  const { training, name } = summary;
  const isReadOnly = useProject()?.isReadOnly ?? true;
  const [isRenaming, setRenaming] = useState(false);
  const state = now?.state ?? summary.state;
  const standstill = now?.standstill ?? null;
  const isRunning = state === 'running' && standstill === null;
  const canGoOn = !isReadOnly && (standstill !== null || state === 'paused' || state === 'cut' || state === 'failed');
  useCommands('training', [
    {
      id: 'pause-training',
      group: 'Train',
      title: 'Pause the training',
      keys: 'P',
      isEnabled: isRunning && !isReadOnly,
      run: () => void pauseTraining(training),
    },
    {
      id: 'resume-training',
      group: 'Train',
      title: 'Go on with the training',
      keys: 'P',
      isEnabled: canGoOn,
      run: () => void resumeTraining(training),
    },
    {
      id: 'use-training',
      group: 'Train',
      title: 'Use the trained model in this project',
      isEnabled: state === 'finished' && !summary.isProjectModel && !isReadOnly,
      run: () => void takeTrainedModel(summary),
    },
  ]);
  const reason = now?.reason ?? summary.reason;
  return (
    <header className="run-header">
      <div className="run-title">
        <h1 className="cut" title={name}>
          {name}
        </h1>
        <div className="run-actions">
          {isRunning && !isReadOnly ? (
            <Button icon={<Pause />} onPress={() => void pauseTraining(training)} hint="Pause; it can go on later (P)">
              Pause
            </Button>
          ) : null}
          {canGoOn ? (
            <Button
              kind="primary"
              icon={<Play />}
              onPress={() => void resumeTraining(training)}
              hint={standstill === null ? 'Go on where it stopped (P)' : 'Look for room on the disk now (P)'}
            >
              Resume
            </Button>
          ) : null}
          {state !== 'finished' && state !== 'failed' && !isReadOnly ? (
            <Button icon={<X />} onPress={() => void cancelTraining(training)} hint="End it and put it into the trash">
              Cancel
            </Button>
          ) : null}
          {state === 'finished' ? <NextStep summary={summary} isReadOnly={isReadOnly} /> : null}
          <Menu
            label="More of this training"
            button={<Button kind="quiet" icon={<Ellipsis />} hint="Rename, delete, train another like it" />}
            groups={[
              {
                entries: [
                  {
                    id: 'again',
                    label: 'New training with this network and these settings',
                    icon: <Copy />,
                    isDisabled: setup === null || isReadOnly,
                    onAction: () => setup !== null && setUpLike(setup, trainings),
                  },
                  {
                    id: 'rename',
                    label: 'Rename…',
                    icon: <Pencil />,
                    isDisabled: isReadOnly,
                    onAction: () => setRenaming(true),
                  },
                  {
                    id: 'delete',
                    label: 'Move to the trash',
                    icon: <Trash2 />,
                    isDanger: true,
                    ...(summary.isProjectModel ? { note: 'Not while its model is the project’s' } : {}),
                    isDisabled: isReadOnly || state === 'running' || summary.isProjectModel,
                    onAction: () => void deleteTraining(training),
                  },
                ],
              },
            ]}
          />
        </div>
      </div>
      {now === null ? (
        <p className="run-counts">
          <strong className="run-state">{trainingStateWords(summary.state)}</strong>
          <span>{endedWords(summary)}</span>
        </p>
      ) : (
        <Progress now={now} />
      )}
      {standstill === null ? null : <ProblemNote level="warning">{standstill}</ProblemNote>}
      {reason === null || state !== 'failed' ? null : <ProblemNote>{reason}</ProblemNote>}
      {isRenaming ? <RenameTraining summary={summary} onClose={() => setRenaming(false)} /> : null}
    </header>
  );
}

function NextStep({ summary, isReadOnly }: { readonly summary: TrainingSummary; readonly isReadOnly: boolean }) {
  if (summary.isProjectModel) {
    return (
      <Button kind="primary" icon={<SlidersHorizontal />} onPress={() => goTo('sweep')}>
        Sweep its conversion
      </Button>
    );
  }
  return (
    <Button kind="primary" icon={<Check />} isDisabled={isReadOnly} onPress={() => void takeTrainedModel(summary)}>
      Use in this project
    </Button>
  );
}

function Progress({ now }: { readonly now: TrainingNow }) {
  const { phase, share, counts, speed, left } = trainingProgressWords(now);
  const isRunning = now.state === 'running';
  return (
    <>
      <progress className="run-progress" value={share} max={1} aria-label={phase} />
      <p className="run-counts" role="status" aria-live="off">
        {isRunning ? null : <strong className="run-state">{trainingStateWords(now.state)}</strong>}
        <strong>{phase}</strong>
        <span>{counts}</span>
        {isRunning ? <span>{speed}</span> : null}
        {isRunning ? <span>{left}</span> : null}
      </p>
    </>
  );
}
