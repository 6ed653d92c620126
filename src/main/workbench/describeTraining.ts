import { join } from 'node:path';
import type { TrainingNow, TrainingSummary, TrainingView } from '../../shared/api/trainViews.ts';
import { describeNetwork } from '../../shared/training/networkWords.ts';
import type { ProjectFolder } from '../store/projectFolder.ts';
import type { TrainingAbout } from '../store/trainingFolder.ts';
import { curveFiles } from '../store/writeTrainingCurves.ts';

/** What lists and views show of a training, from what is written of it. */

type Project = Pick<ProjectFolder, 'modelsFolder' | 'state'>;

export function summariseTraining(project: Project, training: string, about: TrainingAbout): TrainingSummary {
  const { name, state, started, ended, setup, data, progress, outcome, test, reason } = about;
  const history = outcome?.history ?? progress?.history ?? [];
  const kept = outcome === null ? history.at(-1) : history[outcome.bestEpoch - 1];
  return {
    training,
    name,
    state,
    started,
    ended,
    network: describeNetwork(setup.network),
    data: data.name,
    epochs: setup.settings.epochs,
    epochsDone: history.length,
    validationAccuracy: kept?.validationAccuracy ?? null,
    testAccuracy: test?.accuracy ?? null,
    parameters: outcome?.parameters ?? null,
    isProjectModel: isProjectModel(project, training, about),
    reason,
  };
}

/** Where a training stands that nobody works on. */
export function describeWaiting({ training, name, state, reason }: TrainingSummary, about: TrainingAbout): TrainingNow {
  const { progress, outcome } = about;
  const phase = outcome === null ? (progress?.phase ?? 'reading') : 'testing';
  return { training, name, state, phase, progress, tested: null, standstill: null, reason };
}

export function viewTraining(project: Project, training: string, about: TrainingAbout): TrainingView {
  const { setup, progress, outcome, test, testNote } = about;
  const folder = join(project.modelsFolder, training);
  const model = join(folder, about.file);
  return {
    summary: summariseTraining(project, training, about),
    setup,
    progress,
    // The project may have been moved since.
    outcome: outcome && { ...outcome, path: model },
    test,
    testNote,
    files: outcome && { folder, model, ...curveFiles(model) },
  };
}

export function isProjectModel({ modelsFolder, state }: Project, training: string, { file }: TrainingAbout): boolean {
  return state.model?.absolutePath === join(modelsFolder, training, file);
}

/** `The training "cnn" is finished: 98.9 % of 10,000 test images.` */
export function describeEnd({ name, state, test, testNote, reason }: TrainingAbout): string {
  if (state === 'failed') return `The training "${name}" failed: ${reason}`;
  if (test === null) return `The training "${name}" is finished. ${testNote ?? ''}`.trimEnd();
  return `The training "${name}" is finished: ${(100 * test.accuracy).toFixed(1)} % on ${test.samples.toLocaleString('en-US')} test samples.`;
}
