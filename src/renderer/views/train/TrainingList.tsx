import { Plus } from 'lucide-react';
import type { TrainingSummary } from '../../../shared/api/trainViews.ts';
import { Panel } from '../../components/Panel.tsx';
import { showSetup, showTraining, useTrainingNow } from '../../state/trainings.ts';
import { trainingLine } from '../../frame/trainingWords.ts';

interface TrainingListProps {
  readonly trainings: readonly TrainingSummary[];
  /** Id of the training that is shown; null: the setup is. */
  readonly shown: string | null;
}

/** The trainings of the project, latest first, under the way to a new one. */
export function TrainingList({ trainings, shown }: TrainingListProps) {
  const now = useTrainingNow();
  return (
    <Panel title="Trainings" isFlush>
      <ul className="run-list training-list">
        <li>
          <button type="button" className="training-new" aria-current={shown === null} onClick={() => showSetup()}>
            <Plus aria-hidden />
            <span>New training</span>
          </button>
        </li>
        {trainings.map((summary) => (
          <li key={summary.training}>
            <button
              type="button"
              aria-current={summary.training === shown}
              onClick={() => showTraining(summary.training)}
            >
              <span className="cut" title={summary.name}>
                {summary.name}
              </span>
              <span className={summary.state === 'failed' ? 'small training-failed' : 'muted small'}>
                {trainingLine(summary, now)}
              </span>
              <span className="muted small cut" title={summary.network}>
                {summary.network}
              </span>
              {summary.isProjectModel ? <span className="small training-used">the project’s model</span> : null}
            </button>
          </li>
        ))}
      </ul>
      {trainings.length === 0 ? (
        <p className="training-none muted small">
          Networks that are trained here stand in this list, with their accuracy.
        </p>
      ) : null}
    </Panel>
  );
}
