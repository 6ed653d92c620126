import { WorkbenchError } from '../problems/problems.ts';

/** Name of a split that is the only one and says of itself neither train nor test. */
export const wholeSplit = 'all';

/** The split that a file name speaks of: `t10k` is how MNIST calls its test images. */
export function splitOfName(name: string): string {
  if (/train/i.test(name)) return 'train';
  if (/t10k|test/i.test(name)) return 'test';
  return /\bval(id(ation)?)?\b/i.test(name.replaceAll('_', '-')) ? 'validation' : wholeSplit;
}

/** Whether a name is that of IDX images by the convention of MNIST and its successors: `…images…idx3-ubyte` or `….idx`, `.gz` or not. */
export function isIdxImagesName(name: string): boolean {
  return /images/i.test(name) && /idx/i.test(name);
}

/** Names under which the labels of an IDX images file may stand beside it, the likeliest first. */
export function idxLabelsNames(imagesName: string): readonly string[] {
  if (!/images/i.test(imagesName)) return [];
  const labelsName = imagesName.replace(/images/i, 'labels').replace(/idx\d/i, 'idx1');
  const unzipped = labelsName.replace(/\.gz$/i, '');
  return [...new Set([labelsName, unzipped, `${unzipped}.gz`])];
}

/** An images file and, where it is among `names`, its labels file. */
export function withLabels(imagesName: string, names: readonly string[]): readonly string[] {
  const labels = idxLabelsNames(imagesName).find((name) => names.includes(name));
  return labels === undefined ? [imagesName] : [imagesName, labels];
}

/**
 * The files of a folder that are its data set: IDX images with their labels, or the `.csv` files, or one `.npz`. Throws the Problems
 * notADataset and severalDatasets.
 */
export function chooseDatasetFiles(folder: string, names: readonly string[]): readonly string[] {
  const sorted = names.toSorted();
  const candidates = [
    ...sorted.filter((name) => /\.npz$/i.test(name)).map((name) => [name]),
    sorted.filter((name) => /\.csv$/i.test(name)),
    withoutTwins(sorted.filter(isIdxImagesName)).flatMap((images) => withLabels(images, sorted)),
  ].filter((files) => files.length > 0);
  const [chosen, another] = candidates;
  if (chosen === undefined) {
    const found =
      'the folder has no .npz, no .csv, no IDX images (such as t10k-images-idx3-ubyte.gz) and no folders of PNG images, one for each class';
    throw new WorkbenchError({ area: 'dataset', kind: 'notADataset', file: folder, found });
  }
  if (another !== undefined) {
    const files = candidates.map((group) => group[0]!);
    throw new WorkbenchError({ area: 'dataset', kind: 'severalDatasets', file: folder, files });
  }
  return chosen;
}

/** Whether a folder's own files hold something that `chooseDatasetFiles` would look at. */
export function holdsDatasetFiles(names: readonly string[]): boolean {
  return names.some((name) => /\.(npz|csv)$/i.test(name) || isIdxImagesName(name));
}

/** Drops `NAME.gz` where `NAME` itself is there. */
function withoutTwins(names: readonly string[]): readonly string[] {
  return names.filter((name) => !(/\.gz$/i.test(name) && names.includes(name.replace(/\.gz$/i, ''))));
}
