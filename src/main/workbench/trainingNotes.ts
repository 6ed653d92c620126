import type { TrainingProgress } from '../../shared/training/progress.ts';
import { createSequence } from '../store/inSequence.ts';
import { type TrainingAbout, writeTrainingAbout } from '../store/trainingFolder.ts';
import { createThrottle } from './throttle.ts';

/** What is written of a training at work: each change on the disk before the next. */
export interface TrainingNotes {
  /** As written last. */
  readonly about: TrainingAbout;
  /** Writes a change. Throws the Problems diskFull and notWritable, and then nothing is changed. */
  change(changes: Partial<TrainingAbout>): Promise<void>;
  /** Writes soon how far it has come, where an epoch has ended since. */
  keep(progress: TrainingProgress | null): void;
}

/** ms from one epoch that is written down to the next: they may be short. */
const keepEvery = 2000;

export function createTrainingNotes(folder: string, begun: TrainingAbout): TrainingNotes {
  const inSequence = createSequence();
  let about = begun;
  let latest = about.progress;
  const epochsIn = (progress: TrainingProgress | null): number => progress?.history.length ?? 0;
  const change = (changes: Partial<TrainingAbout>): Promise<void> =>
    inSequence(async () => {
      const changed = { ...about, ...changes };
      await writeTrainingAbout(folder, changed);
      about = changed;
    });
  const keeping = createThrottle(keepEvery, () => {
    // What cannot be written now is written with the next epoch, or at the end, which waits for room on the disk.
    if (about.state === 'running' && epochsIn(latest) > epochsIn(about.progress)) {
      void change({ progress: latest }).catch(() => {});
    }
  });
  return {
    get about() {
      return about;
    },
    async change(changes) {
      keeping.cancel();
      await change(changes);
    },
    keep(progress) {
      latest = progress;
      if (epochsIn(progress) > epochsIn(about.progress)) keeping.call();
    },
  };
}
