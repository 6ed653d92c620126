import type { DataRequest } from '../../../shared/api/engineViews.ts';
import type { Dataset } from '../../../shared/dataset/dataset.ts';
import { countSplits, type DatasetOptions, readDataset, type SplitCount } from '../../../shared/dataset/readDataset.ts';
import type { ModelGraph, Shape } from '../../../shared/model/graph.ts';
import { readModel } from '../../../shared/model/readModel.ts';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import type { DataReference, FileReference } from '../../../shared/sweep/plan.ts';
import { openDatasetFiles } from '../../store/datasetFiles.ts';
import { openByteSource } from '../../store/files.ts';
import { whileReading } from './announceReading.ts';
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
export function loadModel(path: string): Promise<LoadedModel> {
  return useModel(path, (model) => model);
}

/** What `use` makes of the model at a path, which counts as reading: a forged model may be small to read and large to try. */
export async function useModel<Result>(path: string, use: (model: LoadedModel) => Result): Promise<Result> {
  const source = await openByteSource(path);
  return whileReading(path, source.byteLength, async () => {
    const sha256 = await hashSource(source);
    return use({ sha256, graph: await readModel(source) });
  });
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
  const source = await openByteSource(reference.path);
  return whileReading(reference.path, source.byteLength, async () => {
    // Only what was looked at when it was opened is read again.
    checkUnchanged(reference, await hashSource(source));
    return readModel(source);
  });
}

/** As `loadDataset`, for samples that were opened before; `part` names others of the same data set. */
export async function reloadDataset(
  reference: DataReference,
  inputShape: Shape,
  part: Partial<Pick<DataReference, 'split' | 'offset' | 'count'>> = {},
): Promise<Dataset> {
  const { split, offset, count: limit, scaling } = { ...reference, ...part };
  const options = { split, offset, limit, scaling, inputShape };
  return (await load(reference.path, options, (sha256) => checkUnchanged(reference, sha256))).dataset;
}

/** A split as the file has it, whatever a model takes; null is the usual split. Throws file and dataset Problems. */
export function loadStored(path: string, split: string | null): Promise<LoadedDataset> {
  return load(path, { split: split ?? undefined });
}

/** The splits of a data set and how many samples each has. Throws file and dataset Problems. */
export async function loadSplitCounts(path: string): Promise<readonly SplitCount[]> {
  const files = await openDatasetFiles(path);
  const bytes = files.sources.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return whileReading(path, bytes, () => countSplits(files));
}

/** `check` looks at the hash before anything else does. */
async function load(
  path: string,
  options: DatasetOptions,
  check: (sha256: string) => void = () => {},
): Promise<LoadedDataset> {
  const files = await openDatasetFiles(path);
  const bytes = files.sources.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return whileReading(path, bytes, async () => {
    const sha256 = await hashSources(files.sources);
    check(sha256);
    return { sha256, dataset: await readDataset(files, options) };
  });
}

function checkUnchanged({ path, sha256 }: FileReference, found: string): void {
  if (sha256 !== found) throw new WorkbenchError({ area: 'file', kind: 'fileChanged', path });
}
