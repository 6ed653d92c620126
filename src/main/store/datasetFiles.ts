import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { DatasetFiles } from '../../shared/dataset/datasetFiles.ts';
import { chooseDatasetFiles, withLabels } from '../../shared/dataset/fileNames.ts';
import { fileProblem, openByteSource } from './files.ts';

/**
 * The files of the data set at `path`: a folder, an IDX images file (with its labels file, where that stands beside it), an `.npz` or a
 * `.csv`. Throws the Problems fileMissing, fileUnreadable, notADataset, severalDatasets.
 */
export async function openDatasetFiles(path: string): Promise<DatasetFiles> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    const folder = isFolder ? path : dirname(path);
    const name = basename(resolve(path));
    const files = isFolder ? chooseDatasetFiles(name, await readdir(path)) : withLabels(name, await readdir(folder));
    return { name, sources: await Promise.all(files.map((file) => openByteSource(join(folder, file)))) };
  } catch (error) {
    throw fileProblem(path, error);
  }
}
