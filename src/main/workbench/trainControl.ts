import { join } from 'node:path';
import type { TrainingNow, TrainingSummary, TrainingView } from '../../shared/api/trainViews.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { architectureOf } from '../../shared/training/checkSetup.ts';
import type { TrainSetup } from '../../shared/training/setup.ts';
import { describeHolder, type FolderLock, lockFolder } from '../store/folderLock.ts';
import { createSequence } from '../store/inSequence.ts';
import type { ProjectFolder } from '../store/projectFolder.ts';
import { whenThereIsRoom } from '../store/roomOnDisk.ts';
import { removeCheckpoint } from '../store/trainingCheckpoint.ts';
import {
  createTrainingFolder,
  listTrainings,
  readTrainingAbout,
  type TrainingAbout,
  trainingAtRest,
  writeTrainingAbout,
} from '../store/trainingFolder.ts';
import { type ActiveTraining, startTraining, type TrainingEnd } from './activeTraining.ts';
import { createAllowedFolders } from './allowedFolders.ts';
import { describeEnd, describeWaiting, summariseTraining, viewTraining } from './describeTraining.ts';
import { requireWritable } from './requireWritable.ts';
import { type Session, wordsOf } from './session.ts';
import type { SetupCheck } from './setupCheck.ts';
import { createThrottle } from './throttle.ts';
import { createTrainingNotes, type TrainingNotes } from './trainingNotes.ts';

/** Starts, stops and describes the trainings of the open project; one is at work at a time, beside runs. */
export interface TrainControl {
  /** The training at work, else the latest that waits to be gone on with; null where there is none. */
  current(): TrainingNow | null;
  /** Starts a setup that was checked. Throws the first Problem that stands against it. */
  start(setup: TrainSetup, check: SetupCheck): Promise<TrainingNow>;
  /** Goes on with one that is not finished, or makes one that stands still try again. */
  resume(training: string): Promise<TrainingNow>;
  /** Stops it so that it can be gone on with; does nothing to one that is not at work. */
  pause(training: string): Promise<void>;
  isAtWork(training: string): boolean;
  /** Throws the Problem trainingInProgress while one is at work. */
  requireIdle(): void;
  /** Writes another name down. */
  rename(training: string, name: string): Promise<void>;
  list(): Promise<readonly TrainingSummary[]>;
  read(training: string): Promise<TrainingView>;
  /** After something changed on the disk, or another project was opened: looks for one that waits, and tells windows the list. */
  lookAgain(): Promise<void>;
  /** Stops what is at work so that it can be gone on with, and waits for it; says so where there is a reason: `its project was closed`. */
  letGo(reason: string | null): Promise<void>;
}

interface AtWork {
  readonly work: ActiveTraining;
  readonly notes: TrainingNotes;
}

/** ms from one event to the next. */
const tellEvery = 500;

export function createTrainControl(session: Session): TrainControl {
  let active: AtWork | null = null;
  let waiting: TrainingNow | null = null;
  let ending: Promise<void> = Promise.resolve();
  // Starts follow each other: only the first of two finds nothing at work.
  const inSequence = createSequence();
  const tellProgress = createThrottle(tellEvery, () => {
    if (active !== null) session.emit({ kind: 'training', training: active.work.now() });
  });

  const control: TrainControl = {
    current: () => active?.work.now() ?? waiting,
    start: (setup, check) =>
      inSequence(async () => {
        const project = requireWritable(session);
        control.requireIdle();
        const about = await begin(setup, check);
        const training = await createTrainingFolder(project.modelsFolder, setup.name);
        const now = await launch(project, training, { ...about, file: `${training}.keras` });
        session.act(`Started the training "${setup.name}"`);
        return now;
      }),
    resume: (training) =>
      inSequence(async () => {
        const project = requireWritable(session);
        if (active?.work.training === training && active.work.tryNow()) return active.work.now();
        control.requireIdle();
        const about = await readTrainingAbout(project.modelsFolder, training);
        const path = dataFor(about);
        // A project from elsewhere may name any file.
        if (about.network.kind === 'model') await session.allowed.check(about.network.path);
        const now = await launch(project, training, { ...about, data: { ...about.data, path } });
        session.act(`Went on with the training "${about.name}"`);
        return now;
      }),
    async pause(training) {
      if (active?.work.training !== training) return;
      active.work.stop();
      await ending;
    },
    isAtWork: (training) => active?.work.training === training,
    requireIdle() {
      if (active === null) return;
      throw new WorkbenchError({ area: 'training', kind: 'trainingInProgress', name: active.work.now().name });
    },
    async rename(training, name) {
      const { modelsFolder } = requireWritable(session);
      if (active?.work.training === training) {
        await active.notes.change({ name });
        active.work.setName(name);
      } else {
        const about = await readTrainingAbout(modelsFolder, training);
        await writeTrainingAbout(join(modelsFolder, training), { ...about, name });
      }
    },
    async list() {
      const project = session.requireProject();
      const found = await listTrainings(project.modelsFolder);
      return found.map(({ training, about }) => summariseTraining(project, training, atRest(training, about)));
    },
    async read(training) {
      const project = session.requireProject();
      const about = atRest(training, await readTrainingAbout(project.modelsFolder, training));
      const now = active?.work.training === training ? active.work.now() : null;
      return viewTraining(project, training, now === null ? about : { ...about, progress: now.progress });
    },
    async lookAgain() {
      waiting = await findWaiting();
      session.emit({ kind: 'training', training: control.current() });
      await tellTrainings();
    },
    async letGo(reason) {
      // Behind a start that is under way.
      const stopped = await inSequence(async () => {
        const found = active;
        found?.work.stop();
        await ending;
        return found;
      });
      if (stopped === null || reason === null || stopped.notes.about.state !== 'paused') return;
      const { name } = stopped.notes.about;
      session.notice(`The training "${name}" is paused: ${reason}. Open the project again to go on with it.`);
    },
  };
  return control;

  /** What is to be written of a training that begins. */
  async function begin(setup: TrainSetup, { data, problems }: SetupCheck): Promise<Omit<TrainingAbout, 'file'>> {
    const [first] = problems;
    if (first !== undefined) throw new WorkbenchError(first.problem);
    const { path, sha256 } = session.requireFile('data');
    return {
      spikebench: session.version,
      name: setup.name,
      started: new Date().toISOString(),
      ended: null,
      state: 'running',
      setup,
      network: await networkOf(setup, data),
      data: { name: data!.name, path, sha256, split: data!.trainSplit },
      progress: null,
      outcome: null,
      test: null,
      testNote: null,
      reason: null,
    };
  }

  async function networkOf({ network }: TrainSetup, data: SetupCheck['data']): Promise<TrainingAbout['network']> {
    if (network.kind === 'model') {
      const path =
        network.path === null ? session.requireFile('model').path : await session.allowed.check(network.path);
      return { kind: 'model', path };
    }
    return { kind: 'architecture', architecture: architectureOf(network, data)! };
  }

  /** Where the data of a training are now. Throws the Problems trainingFinished and otherData. */
  function dataFor({ name, state, data }: TrainingAbout): string {
    if (state === 'finished') throw new WorkbenchError({ area: 'training', kind: 'trainingFinished', name });
    const { path, sha256 } = session.requireFile('data');
    if (sha256 === data.sha256) return path;
    throw new WorkbenchError({ area: 'training', kind: 'otherData', name, data: data.name });
  }

  async function launch(project: ProjectFolder, training: string, about: TrainingAbout): Promise<TrainingNow> {
    const { folder: projectFolder, modelsFolder } = project;
    // A project from elsewhere may bring a link along in the place of a folder.
    const folder = await (await createAllowedFolders([projectFolder])).check(join(modelsFolder, training));
    const lock = await takeFolder(folder);
    const notes = createTrainingNotes(folder, { ...about, state: 'running', ended: null, reason: null });
    try {
      await notes.change({});
    } catch (error) {
      await lock.release();
      throw error;
    }
    const { setup, network, data, progress, outcome, name } = about;
    const { limit, scaling } = setup.data;
    const out = join(folder, about.file);
    const engine = session.createTrainer();
    const work = startTraining(engine, {
      training,
      name,
      network,
      data: { path: data.path, split: data.split, offset: 0, limit, scaling },
      settings: setup.settings,
      out,
      progress,
      outcome,
      async onTrained(trained) {
        await notes.change({ outcome: trained, progress: work.now().progress });
        await removeCheckpoint(out);
      },
      onChange() {
        tellProgress.call();
        notes.keep(work.now().progress);
      },
    });
    active = { work, notes };
    waiting = null;
    ending = finish(active, lock, () => engine.close());
    session.emit({ kind: 'training', training: work.now() });
    await tellTrainings();
    return work.now();
  }

  async function finish({ work, notes }: AtWork, lock: FolderLock, closeEngine: () => void): Promise<void> {
    const end = await work.ended;
    closeEngine();
    const { progress } = work.now();
    try {
      // Where the disk is full, its end waits for room too.
      await whenThereIsRoom(work.stand, work.signal)(() => notes.change({ ...factsOf(end), progress }));
    } catch (error) {
      session.notice(wordsOf(error), error instanceof WorkbenchError ? error.problem : null);
    }
    await lock.release();
    tellProgress.cancel();
    active = null;
    const { about } = notes;
    session.act(`The training "${about.name}" ${end.state === 'failed' ? 'has failed' : `is ${end.state}`}`);
    if (end.state !== 'paused') session.notice(describeEnd(about), problemOf(end));
    session.emit({ kind: 'training', training: { ...work.now(), state: end.state, reason: about.reason } });
    if (session.project === null) return;
    waiting = await findWaiting();
    await tellTrainings();
  }

  /** The latest training that can be gone on with. */
  async function findWaiting(): Promise<TrainingNow | null> {
    if (session.project === null || session.project.state.isReadOnly) return null;
    const { modelsFolder } = session.project;
    const found = (await control.list()).find(({ state }) => state === 'cut' || state === 'paused');
    if (found === undefined) return null;
    return describeWaiting(found, await readTrainingAbout(modelsFolder, found.training));
  }

  /** A training that says it is running while no process works on it was cut. */
  function atRest(training: string, about: TrainingAbout): TrainingAbout {
    return control.isAtWork(training) ? about : { ...about, state: trainingAtRest(about.state) };
  }

  async function tellTrainings(): Promise<void> {
    if (session.project !== null) session.emit({ kind: 'trainings', trainings: await control.list() });
  }
}

function factsOf(end: TrainingEnd): Partial<TrainingAbout> {
  switch (end.state) {
    case 'finished':
      return { ...end, ended: new Date().toISOString() };
    case 'failed':
      return { state: end.state, ended: new Date().toISOString(), reason: wordsOf(end.error) };
    case 'paused':
      return { state: end.state };
  }
}

function problemOf(end: TrainingEnd) {
  return end.state === 'failed' && end.error instanceof WorkbenchError ? end.error.problem : null;
}

async function takeFolder(folder: string): Promise<FolderLock> {
  const lock = await lockFolder(folder);
  if (lock.heldBy === null) return lock;
  const reason = describeHolder(lock.heldBy);
  throw new WorkbenchError({ area: 'project', kind: 'heldElsewhere', folder, reason });
}
