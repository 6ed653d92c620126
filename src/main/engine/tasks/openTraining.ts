import { createHash } from 'node:crypto';
import type { DataRequest } from '../../../shared/api/engineViews.ts';
import type { TrainTask } from '../../../shared/api/trainTask.ts';
import { assertNever } from '../../../shared/assertNever.ts';
import type { Dataset } from '../../../shared/dataset/dataset.ts';
import { fitShape } from '../../../shared/dataset/fitShape.ts';
import { readDataset } from '../../../shared/dataset/readDataset.ts';
import type { Shape } from '../../../shared/model/graph.ts';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import { createInitialModel } from '../../../shared/training/initialModel.ts';
import { createTemplate } from '../../../shared/training/templates.ts';
import type { Trainable } from '../../../shared/training/trainable.ts';
import { trainableFrom } from '../../../shared/training/trainableFrom.ts';
import { openDatasetFiles } from '../../store/datasetFiles.ts';
import type { TrainingIdentity } from '../../store/trainingCheckpoint.ts';
import { hashSources } from './hashSource.ts';
import { loadModel } from './loadFiles.ts';

/** A training that can begin. */
export interface OpenedTraining {
  readonly trainable: Trainable;
  /** In the shape that the network takes. */
  readonly dataset: Dataset;
  readonly identity: TrainingIdentity;
}

/** Reads the data and builds the network for them. Throws the Problems of files, data sets and models, and wrongArchitecture. */
export async function openTraining(
  { network, data, settings }: Pick<TrainTask, 'network' | 'data' | 'settings'>,
  backend: string,
): Promise<OpenedTraining> {
  const model = network.kind === 'model' ? await loadModel(network.path) : null;
  const known = network.kind === 'architecture' ? network.architecture.inputShape : null;
  const wanted = model === null ? known : model.graph.layers[model.graph.input]!.shape;
  const { dataset: stored, sha256 } = await loadTrainingData(data, wanted);
  const trainable = ((): Trainable => {
    switch (network.kind) {
      case 'template': {
        const { template, ...options } = network;
        const samples = { inputShape: stored.sampleShape, classes: classesOf(stored) };
        return createInitialModel(createTemplate(template, { ...options, ...samples }), settings.seed);
      }
      case 'architecture':
        return createInitialModel(network.architecture, settings.seed);
      case 'model':
        return trainableFrom(model!.graph);
      default:
        return assertNever(network);
    }
  })();
  const inputShape = trainable.graph.layers[trainable.graph.input]!.shape;
  const shape = fitShape(stored.name, stored.sampleShape, inputShape);
  const networkWords = model === null ? networkIdentity(network) : `model of SHA-256 ${model.sha256}`;
  return {
    trainable,
    dataset: { ...stored, sampleShape: shape },
    identity: [
      ['network', networkWords],
      ['data of SHA-256', sha256],
      ['split', stored.split],
      ['offset', String(stored.offset)],
      ['number of samples', String(stored.count)],
      ['scaling', stored.scaling],
      ...Object.entries(settings).map(([name, value]) => [name, sortedJson(value)] as const),
      ['arithmetic', backend],
    ],
  };
}

/** The samples that were asked for; without a split those of `train`, or of the only one. */
async function loadTrainingData(
  { path, split, offset, limit, scaling }: DataRequest,
  inputShape: Shape | null,
): Promise<{ readonly dataset: Dataset; readonly sha256: string }> {
  const files = await openDatasetFiles(path);
  const read = (chosen: string | undefined): Promise<Dataset> =>
    readDataset(files, {
      split: chosen,
      offset,
      limit: limit ?? undefined,
      scaling: scaling ?? undefined,
      inputShape: inputShape ?? undefined,
    });
  const dataset = await read(split ?? 'train').catch((error: unknown) => {
    const isOnly =
      error instanceof WorkbenchError && error.problem.kind === 'noSuchSplit' && error.problem.splits.length === 1;
    if (split === null && isOnly) return read(undefined);
    throw error;
  });
  return { dataset, sha256: await hashSources(files.sources) };
}

/** As many as the names or the largest label say. */
export function classesOf({ name, labels, classNames }: Pick<Dataset, 'name' | 'labels' | 'classNames'>): number {
  if (labels === null) throw new WorkbenchError({ area: 'dataset', kind: 'noLabels', file: name });
  return Math.max(classNames?.length ?? 0, labels.reduce((most, label) => Math.max(most, label), 0) + 1, 2);
}

function networkIdentity(network: TrainTask['network']): string {
  const text = sortedJson(network);
  return text.length < 200 ? text : `of SHA-256 ${createHash('sha256').update(text).digest('hex')}`;
}

/** JSON in which the order of keys makes no difference: a network that was written to a file and read again is the same. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
