import type { ProjectState } from '../../shared/api/appViews.ts';
import { freeTrainingName } from '../../shared/training/trainingNames.ts';
import { readArchitectureFile } from '../store/architectureFile.ts';
import type { ProjectFolder } from '../store/projectFolder.ts';
import type { HandlersOf } from './handlerParts.ts';
import { requireWritable } from './requireWritable.ts';
import type { Session } from './session.ts';
import { createSetupChecker, type SetupCheck } from './setupCheck.ts';
import type { TrainControl } from './trainControl.ts';
import { createTrainingShelf } from './trainingShelf.ts';

/** The requests about trainings, and what others tell them. */
export interface TrainHandlers {
  readonly handlers: HandlersOf<'train'>;
  /** The project's model or data are others now, or it is another project. */
  filesChanged(): Promise<void>;
}

/** `takeModel` makes a file the project's model. */
export function createTrainHandlers(
  session: Session,
  control: TrainControl,
  takeModel: (path: string) => Promise<ProjectState>,
): TrainHandlers {
  const shelf = createTrainingShelf(session, control);
  const checkSetup = createSetupChecker(session);
  /** The project whose trainings a window has asked for: nobody else's data are read. */
  let watched: ProjectFolder | null = null;
  const names = async (): Promise<readonly string[]> => (await control.list()).map(({ name }) => name);
  const checkSaved = async (): Promise<SetupCheck> => checkSetup(session.requireProject().setup, await names());

  const handlers: HandlersOf<'train'> = {
    async 'train.describe'() {
      watched = session.requireProject();
      const { setup } = watched;
      const { data, problems } = await checkSaved();
      return { setup, data, problems, trainings: await control.list(), current: control.current() };
    },
    async 'train.saveSetup'({ setup }) {
      await requireWritable(session).saveSetup(setup);
      session.inBackground(tellSetup);
      return null;
    },
    async 'train.fromModel'({ path }, signal) {
      const model = path === null ? session.requireFile('model').path : await session.allowed.check(path);
      return session.ask({ about: 'architecture', model }, signal);
    },
    async 'train.fromFile'({ path }) {
      return { architecture: await readArchitectureFile(await session.allowed.check(path)) };
    },
    async 'train.start'() {
      const project = requireWritable(session);
      control.requireIdle();
      const { setup } = project;
      const now = await control.start(setup, await checkSaved());
      // The next one needs another name.
      session.inBackground(async () => {
        await project.saveSetup({ ...project.setup, name: freeTrainingName(project.setup.name, await names()) });
        await tellSetup();
      });
      return now;
    },
    async 'train.pause'({ training }) {
      await control.pause(training);
      return null;
    },
    'train.resume': ({ training }) => control.resume(training),
    async 'train.cancel'({ training }) {
      await shelf.cancel(training);
      return null;
    },
    async 'train.rename'({ training, name }) {
      await shelf.rename(training, name);
      return null;
    },
    async 'train.delete'({ training }) {
      await shelf.remove(training);
      return null;
    },
    async 'train.restore'({ training }) {
      await shelf.restore(training);
      return null;
    },
    'train.read': ({ training }) => control.read(training),
    'train.use': async ({ training }) => takeModel(await shelf.modelOf(training)),
  };

  return {
    handlers,
    async filesChanged() {
      await control.lookAgain();
      if (watched !== null && session.project === watched) session.inBackground(tellSetup);
    },
  };

  /** Tells windows the saved setup and what stands against it; facts of the data may have to be read first. */
  async function tellSetup(): Promise<void> {
    const { project } = session;
    if (project === null) return;
    const { setup } = project;
    const { problems } = await checkSaved();
    // Meanwhile another one may have been saved, which is told too. It is read anew each time it is asked for.
    const isLatest = session.project === project && JSON.stringify(project.setup) === JSON.stringify(setup);
    if (isLatest) session.emit({ kind: 'setup', setup, problems });
  }
}
