import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ByteSource } from '../../shared/bytes/byteSource.ts';
import type { DatasetFiles } from '../../shared/dataset/datasetFiles.ts';
import { chooseDatasetFiles, holdsDatasetFiles, withLabels } from '../../shared/dataset/fileNames.ts';
import { WorkbenchError } from '../../shared/problems/problems.ts';
import { fileProblem, openByteSource } from './files.ts';

/** Most images of a folder; ImageNet's validation images are 50,000. */
const mostImages = 200_000;

/**
 * The files of the data set at `path`: a folder (also of PNG images, one folder for each class), an IDX images file (with its labels file, where that stands beside it), an `.npz` or a
 * `.csv`. Throws the Problems fileMissing, fileUnreadable, notADataset, severalDatasets.
 */
export async function openDatasetFiles(path: string): Promise<DatasetFiles> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    const images = isFolder && !holdsDatasetFiles(await readdir(path)) ? await listImages(path) : [];
    if (images.length > 0) return { name: basename(resolve(path)), sources: await openImages(path, images) };
    const folder = isFolder ? path : dirname(path);
    const name = basename(resolve(path));
    const files = isFolder ? chooseDatasetFiles(name, await readdir(path)) : withLabels(name, await readdir(folder));
    return { name, sources: await Promise.all(files.map((file) => openByteSource(join(folder, file)))) };
  } catch (error) {
    throw fileProblem(path, error);
  }
}

/** Paths of the PNG images in the folders of a folder, two deep, with forward slashes. Links and hidden files are passed over. */
async function listImages(folder: string, prefix = ''): Promise<readonly string[]> {
  const found: string[] = [];
  const depth = prefix.split('/').length - 1;
  for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory() && depth < 2) found.push(...(await listImages(folder, `${path}/`)));
    else if (entry.isFile() && depth > 0 && /\.png$/i.test(entry.name)) found.push(path);
    if (found.length > mostImages) {
      const reason = `it holds more than ${mostImages} images`;
      throw new WorkbenchError({ area: 'dataset', kind: 'damagedDataset', file: basename(resolve(folder)), reason });
    }
  }
  return found;
}

async function openImages(folder: string, paths: readonly string[]): Promise<readonly ByteSource[]> {
  const sources: ByteSource[] = [];
  for (const path of paths) {
    const { byteLength, slice } = await openByteSource(join(folder, path));
    sources.push({ name: path, byteLength, slice });
  }
  return sources;
}
