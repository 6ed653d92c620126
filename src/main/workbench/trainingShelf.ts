import { WorkbenchError } from '../../shared/problems/problems.ts';
import { freeTrainingName, isSameName, isTrainingName } from '../../shared/training/trainingNames.ts';
import { readTrainingAbout, restoreTraining, trashTraining } from '../store/trainingFolder.ts';
import { isProjectModel } from './describeTraining.ts';
import { requireWritable } from './requireWritable.ts';
import type { Session } from './session.ts';
import type { TrainControl } from './trainControl.ts';

/** What is done with trainings as things: given a name, thrown away, brought back, used. */
export interface TrainingShelf {
  rename(training: string, name: string): Promise<void>;
  /** Stops it, and moves it to the project's trash. */
  cancel(training: string): Promise<void>;
  /** Moves one that is not at work to the project's trash, with its model. */
  remove(training: string): Promise<void>;
  /** Brings it back from the trash, under another name where its own is taken. */
  restore(training: string): Promise<void>;
  /** The file of the model that it made. Throws the Problem trainingUnfinished. */
  modelOf(training: string): Promise<string>;
}

export function createTrainingShelf(session: Session, control: TrainControl): TrainingShelf {
  return {
    async rename(training, name) {
      if (!isTrainingName(name)) throw new WorkbenchError({ area: 'training', kind: 'wrongName', name });
      const others = (await control.list()).filter((other) => other.training !== training);
      if (others.some((other) => isSameName(other.name, name))) {
        throw new WorkbenchError({ area: 'training', kind: 'nameTaken', name });
      }
      await control.rename(training, name);
      await control.lookAgain();
    },
    async cancel(training) {
      const { modelsFolder } = requireWritable(session);
      await control.pause(training);
      const { state, name } = await readTrainingAbout(modelsFolder, training);
      if (state === 'finished') throw new WorkbenchError({ area: 'training', kind: 'trainingFinished', name });
      await trashTraining(modelsFolder, training);
      session.act(`Cancelled the training "${name}"`);
      await control.lookAgain();
    },
    async remove(training) {
      const project = requireWritable(session);
      if (control.isAtWork(training)) control.requireIdle();
      const about = await readTrainingAbout(project.modelsFolder, training);
      const { name } = about;
      if (isProjectModel(project, training, about)) {
        throw new WorkbenchError({ area: 'training', kind: 'modelInUse', name });
      }
      await trashTraining(project.modelsFolder, training);
      session.act(`Deleted the training "${name}"`);
      await control.lookAgain();
    },
    async restore(training) {
      const { modelsFolder } = requireWritable(session);
      const taken = (await control.list()).map(({ name }) => name);
      await restoreTraining(modelsFolder, training);
      const { name } = await readTrainingAbout(modelsFolder, training);
      const free = freeTrainingName(name, taken);
      if (free !== name) await control.rename(training, free);
      session.act(`Took the training "${free}" out of the trash`);
      await control.lookAgain();
    },
    async modelOf(training) {
      const { files, summary } = await control.read(training);
      if (files !== null) return files.model;
      throw new WorkbenchError({ area: 'training', kind: 'trainingUnfinished', name: summary.name });
    },
  };
}
