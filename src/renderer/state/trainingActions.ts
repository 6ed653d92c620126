import type { TrainingSummary } from '../../shared/api/trainViews.ts';
import { freeTrainingName } from '../../shared/training/trainingNames.ts';
import { draftFrom } from '../../shared/training/trainDraft.ts';
import type { TrainSetup } from '../../shared/training/setup.ts';
import { request } from './connection.ts';
import { goTo } from './navigation.ts';
import { attempt, note } from './toasts.ts';
import { changeTrainDraft, flushTrainDraft, useTrainDraft } from './trainDraftStore.ts';
import { showSetup, showTraining, useTrainSelection } from './trainings.ts';

/** What can be done with trainings from more than one place. Each shows what went wrong and resolves to whether it went well. */

/** Starts what is set up and shows it learn. The next one gets another name. */
export function startTraining(trainings: readonly TrainingSummary[]): Promise<boolean> {
  return attempt(async () => {
    await flushTrainDraft();
    const { name } = useTrainDraft.getState().present;
    const { training } = await request('train.start', {});
    showTraining(training);
    const taken = [name, ...trainings.map((other) => other.name)];
    changeTrainDraft((draft) => ({ ...draft, name: freeTrainingName(name, taken) }));
  });
}

export function pauseTraining(training: string): Promise<boolean> {
  return attempt(() => request('train.pause', { training }));
}

export function resumeTraining(training: string): Promise<boolean> {
  return attempt(() => request('train.resume', { training }));
}

/** Ends one that is at work or waits; it goes to the trash, from where it can be taken back. */
export function cancelTraining(training: string): Promise<boolean> {
  return attempt(async () => {
    await request('train.cancel', { training });
    putAside(training, 'Cancelled the training.');
  });
}

export function deleteTraining(training: string): Promise<boolean> {
  return attempt(async () => {
    await request('train.delete', { training });
    putAside(training, 'Moved the training to the trash.');
  });
}

export function renameTraining(training: string, name: string): Promise<boolean> {
  return attempt(() => request('train.rename', { training, name }));
}

/** Makes its model that of the project. */
export function takeTrainedModel({ training, name }: TrainingSummary): Promise<boolean> {
  return attempt(async () => {
    await request('train.use', { training });
    note(`"${name}" is the model of the project now.`, { label: 'Sweep its conversion', run: () => goTo('sweep') });
  });
}

/** Sets a new training up as one before. */
export function setUpLike(setup: TrainSetup, trainings: readonly TrainingSummary[]): void {
  const name = freeTrainingName(
    setup.name,
    trainings.map((other) => other.name),
  );
  changeTrainDraft(() => draftFrom({ ...setup, name }));
  showSetup();
}

function putAside(training: string, words: string): void {
  useTrainSelection.setState((state) => (state.training === training ? { training: null } : {}));
  note(words, { label: 'Undo', run: () => void attempt(() => request('train.restore', { training })) });
}
