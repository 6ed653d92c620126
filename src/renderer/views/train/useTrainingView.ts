import type { TrainingNow, TrainingSummary, TrainingView } from '../../../shared/api/trainViews.ts';
import type { TrainingProgress } from '../../../shared/training/progress.ts';
import { useRequest } from '../../state/queries.ts';
import { useTrainingNow } from '../../state/trainings.ts';
import { useWorkbench } from '../../state/workbenchStore.ts';

interface TrainingAnswer {
  /** Null while it is read. */
  readonly view: TrainingView | null;
  /** Of this training, where it is at work or waits. */
  readonly now: TrainingNow | null;
  /** The latest that is known. */
  readonly progress: TrainingProgress | null;
  readonly error: Error | null;
}

/** Everything about a training; read again when its state is another or the window was away. */
export function useTrainingView({ training, state, name, isProjectModel }: TrainingSummary): TrainingAnswer {
  const connections = useWorkbench((workbench) => workbench.connections);
  const present = useTrainingNow();
  const now = present?.training === training ? present : null;
  const { data, error } = useRequest(
    'train.read',
    { training },
    { about: [state, name, String(isProjectModel), connections], keepsPrevious: true },
  );
  // The answer before may be of another training.
  const view = data?.summary.training === training ? data : null;
  return { view, now, progress: now?.progress ?? view?.progress ?? null, error: view === null ? error : null };
}
