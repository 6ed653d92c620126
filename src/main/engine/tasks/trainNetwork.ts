import { createHash } from 'node:crypto';
import type { TrainTask } from '../../../shared/api/trainTask.ts';
import { writeKeras } from '../../../shared/model/writeKeras.ts';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import type { TrainingOutcome, TrainingProgress } from '../../../shared/training/progress.ts';
import { trainedLevels, trainedParameters, trainingNotes } from '../../../shared/training/trainedFile.ts';
import { trainModel } from '../../../shared/training/trainModel.ts';
import { writeFileAtomically } from '../../store/files.ts';
import {
  checkpointPath,
  describeOtherTraining,
  readCheckpoint,
  writeCheckpoint,
} from '../../store/trainingCheckpoint.ts';
import { startTensorBackend } from '../tensorBackend.ts';
import { openTraining } from './openTraining.ts';

/** Longest time between two checkpoints, in ms: what a crash costs at most. */
const keepEvery = 20_000;

/**
 * Trains a network, from its checkpoint where there is one, and writes it to a `.keras` file; the checkpoint stays, until whoever asked has
 * written down how it ended. When `stop` is aborted, it keeps a checkpoint, reports it and throws the reason. Throws the Problems of files,
 * data sets and models, wrongArchitecture, differentTraining, damagedCheckpoint, and those of `trainModel`.
 */
export async function trainNetwork(
  { network, data, settings, out }: TrainTask,
  report: (progress: TrainingProgress) => Promise<void>,
  stop: AbortSignal,
): Promise<TrainingOutcome> {
  const backend = await startTensorBackend({ preferNative: true });
  const { trainable, dataset, identity } = await openTraining({ network, data, settings }, backend);
  const checkpoint = await readCheckpoint(out);
  const difference = checkpoint && describeOtherTraining(checkpoint.identity, identity);
  if (difference !== null) {
    throw new WorkbenchError({ area: 'training', kind: 'differentTraining', path: checkpointPath(out), difference });
  }
  let keptAt = performance.now();
  let latest: TrainingProgress | null = null;
  const trained = await trainModel(trainable, dataset, settings, {
    report(progress) {
      latest = progress;
      return report(progress);
    },
    wantsToKeep: () => stop.aborted || performance.now() - keptAt > keepEvery,
    async keep(state) {
      await writeCheckpoint(out, identity, await state());
      keptAt = performance.now();
      if (!stop.aborted) return;
      // Asked while it was written, the reports so far may not have been passed on.
      if (latest !== null) await report(latest);
      throw stop.reason;
    },
    from: checkpoint?.state,
    now: () => performance.now(),
  });
  const bytes = await writeKeras(trained.graph, {
    dateSaved: new Date().toISOString().slice(0, 19).replace('T', '@'),
    ...trainingNotes(trainable, trained, settings),
  });
  await writeFileAtomically(out, bytes);
  const { state } = checkpoint ?? { state: null };
  return {
    path: out,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    history: trained.history,
    losses: trained.losses,
    stepsPerEpoch: trained.stepsPerEpoch,
    bestEpoch: trained.bestEpoch,
    stoppedEarly: trained.stoppedEarly,
    parameters: trainedParameters(trainable),
    trainingSamples: trained.parts.training.length,
    validationSamples: trained.parts.validation.length,
    levels: trainedLevels(trainable, trained.graph),
    backend,
    resumedAt: state && { epoch: state.history.length + 1, step: state.step },
  };
}
