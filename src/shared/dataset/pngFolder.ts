import { type ByteSource, readAll } from '../bytes/byteSource.ts';
import { isPng, readPng } from '../bytes/png.ts';
import { damaged, notADataset } from './errors.ts';
import { splitOfName, wholeSplit } from './fileNames.ts';
import { namedLabels } from './labels.ts';
import type { StoredSplit, StoredSplits } from './storedSplit.ts';

/** Bytes of one image file, and of all pixels of a split. */
const largestFile = 2 ** 26;
const largestContent = 2 ** 31;

/** One image with the folders that it stands in. */
interface Placed {
  readonly source: ByteSource;
  readonly split: string;
  readonly className: string;
}

/**
 * The splits of PNG images in folders, as Keras's `image_dataset_from_directory` wants them: `cat/1.png`, or `train/cat/1.png` with the split
 * in front. Classes are numbered in alphabetical order; the images of the classes take turns, so that the first hundred hold all of them.
 */
export function pngSplits(file: string, sources: readonly ByteSource[]): StoredSplits {
  const placed = sources.map((source) => placeOf(file, source));
  const classNames = [...new Set(placed.map(({ className }) => className))].toSorted();
  const splits = new Map<string, Placed[]>();
  for (const image of placed) {
    const others = splits.get(image.split);
    if (others === undefined) splits.set(image.split, [image]);
    else others.push(image);
  }
  return new Map(
    [...splits].map(([split, images]) => [
      split,
      (upTo: number) => readImages(file, inTurns(images), classNames, upTo),
    ]),
  );
}

function placeOf(file: string, source: ByteSource): Placed {
  const folders = source.name.split('/').slice(0, -1);
  const className = folders.at(-1);
  if (className === undefined || folders.length > 2) {
    throw notADataset(file, `"${source.name}" is not in the folder of a class, such as cat/1.png or train/cat/1.png`);
  }
  return { source, className, split: folders.length === 2 ? splitOfName(folders[0]!) : wholeSplit };
}

/** The first image of each class, then the second of each. */
function inTurns(images: readonly Placed[]): readonly Placed[] {
  const seen = new Map<string, number>();
  const turns = images
    .toSorted((a, b) => (a.source.name < b.source.name ? -1 : 1))
    .map((image) => {
      const turn = seen.get(image.className) ?? 0;
      seen.set(image.className, turn + 1);
      return { image, turn };
    });
  return turns.toSorted((a, b) => a.turn - b.turn).map(({ image }) => image);
}

async function readImages(
  file: string,
  images: readonly Placed[],
  classNames: readonly string[],
  upTo: number,
): Promise<StoredSplit> {
  const first = await readImage(images[0]!.source);
  const { width, height, channels } = first;
  const size = first.data.length;
  const count = Math.min(images.length, upTo);
  if (count * size > largestContent)
    throw damaged(file, `its images have ${count * size} bytes, and 2 GiB are the most that is read`);
  const values = new Uint8Array(count * size);
  for (const [index, { source }] of images.slice(0, count).entries()) {
    const image = await readImage(source);
    if (image.width !== width || image.height !== height || image.channels !== channels) {
      const found = `${image.width} × ${image.height} pixels in ${words[image.channels]}`;
      throw damaged(
        file,
        `"${source.name}" has ${found}, and "${images[0]!.source.name}" ${width} × ${height} in ${words[channels]}`,
      );
    }
    values.set(image.data, index * size);
  }
  const { labels } = namedLabels(
    file,
    [...classNames, ...images.map(({ className }) => className)],
    classNames.length + images.length,
  );
  return {
    sampleShape: channels === 1 ? [height, width] : [height, width, channels],
    count: images.length,
    values,
    labels: labels.slice(classNames.length),
    classNames,
  };
}

const words = { 1: 'grey', 3: 'colours' } as const;

async function readImage(source: ByteSource): ReturnType<typeof readPngOf> {
  if (source.byteLength > largestFile)
    throw damaged(source.name, 'it is larger than 64 MB, the most that is read of an image');
  return readPngOf(source);
}

async function readPngOf(source: ByteSource) {
  const bytes = await readAll(source);
  if (!isPng(bytes)) throw notADataset(source.name, 'it does not start as a PNG image does');
  return readPng(bytes, (reason) => damaged(source.name, reason));
}
