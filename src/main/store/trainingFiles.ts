import { stat } from 'node:fs/promises';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { checkpointPath, readCheckpoint, removeCheckpoint } from './trainingCheckpoint.ts';

/** What to do with what stands at the place of the model: `new` wants nothing there, `resume` a checkpoint. */
export type TrainingUse = 'new' | 'resume' | 'overwrite';

/**
 * Looks at what stands at the place of a model before it is trained, and takes an old checkpoint away where it is to be overwritten. Throws
 * the Problems modelExists, unfinishedTraining, nothingToResume and damagedCheckpoint.
 */
export async function prepareTrainingFiles(out: string, use: TrainingUse): Promise<void> {
  if (use === 'overwrite') return removeCheckpoint(out);
  const path = checkpointPath(out);
  const checkpoint = await readCheckpoint(out);
  if (use === 'resume') {
    if (checkpoint === null) throw new WorkbenchError({ area: 'training', kind: 'nothingToResume', path });
    return;
  }
  if (checkpoint !== null) {
    const epoch = checkpoint.state.history.length + 1;
    throw new WorkbenchError({ area: 'training', kind: 'unfinishedTraining', path, epoch });
  }
  const exists = await stat(out).then(
    () => true,
    () => false,
  );
  if (exists) throw new WorkbenchError({ area: 'training', kind: 'modelExists', path: out });
}
