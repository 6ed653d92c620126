import type { DataRequest } from '../../../shared/api/engineViews.ts';
import type { Dataset } from '../../../shared/dataset/dataset.ts';
import { type DatasetOptions, readDataset } from '../../../shared/dataset/readDataset.ts';
import type { ModelGraph, Shape } from '../../../shared/model/graph.ts';
import { readModel } from '../../../shared/model/readModel.ts';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import type { DataReference, FileReference } from '../../../shared/sweep/plan.ts';
import { openDatasetFiles } from '../../store/datasetFiles.ts';
import { openByteSource } from '../../store/files.ts';
import { hashSource, hashSources } from './hashSource.ts';

export interface LoadedModel {
  readonly graph: ModelGraph;
  readonly sha256: string;
}

export interface LoadedDataset {
  readonly dataset: Dataset;
  readonly sha256: string;
}

/** Reads the model at a path. Throws file and model Problems. */
export async function loadModel(path: string): Promise<LoadedModel> {
  const source = await openByteSource(path);
  return { graph: await readModel(source), sha256: await hashSource(source) };
}

/** Reads the samples that were asked for, in the shape that the model takes. Throws file and dataset Problems. */
export async function loadDataset(request: DataRequest, inputShape: Shape): Promise<LoadedDataset> {
  const { path, split, offset, limit, scaling } = request;
  return load(path, {
    split: split ?? undefined,
    offset,
    limit: limit ?? undefined,
    scaling: scaling ?? undefined,
    inputShape,
  });
}

/** As `loadModel`, for a file that was opened before. Throws the Problem fileChanged where it is not the same any more. */
export async function reloadModel(reference: FileReference): Promise<ModelGraph> {
  const { graph, sha256 } = await loadModel(reference.path);
  checkUnchanged(reference, sha256);
  return graph;
}

/** As `loadDataset`, for samples that were opened before; `part` names others of the same data set. */
export async function reloadDataset(
  reference: DataReference,
  inputShape: Shape,
  part: Partial<Pick<DataReference, 'split' | 'offset' | 'count'>> = {},
): Promise<Dataset> {
  const { split, offset, count: limit, scaling } = { ...reference, ...part };
  const { dataset, sha256 } = await load(reference.path, { split, offset, limit, scaling, inputShape });
  checkUnchanged(reference, sha256);
  return dataset;
}

async function load(path: string, options: DatasetOptions): Promise<LoadedDataset> {
  const files = await openDatasetFiles(path);
  return { dataset: await readDataset(files, options), sha256: await hashSources(files.sources) };
}

function checkUnchanged({ path, sha256 }: FileReference, found: string): void {
  if (sha256 !== found) throw new WorkbenchError({ area: 'file', kind: 'fileChanged', path });
}
