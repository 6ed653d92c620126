import { assertNever } from '../assertNever.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import type { NpyArray } from '../bytes/npy.ts';
import { openNpz } from '../bytes/npz.ts';
import { sizeOf } from '../tensor.ts';
import { damaged, notADataset } from './errors.ts';
import { wholeSplit } from './fileNames.ts';
import { namedLabels, toLabels } from './labels.ts';
import { pixelsIfWhole } from './pixels.ts';
import type { StoredSplit, StoredSplits } from './storedSplit.ts';

/** Names of the arrays, in any case, as Keras's data sets, MedMNIST and `numpy.savez(path, x=…, y=…)` have them. */
const conventions = [
  { split: 'train', samples: 'x_train', labels: 'y_train' },
  { split: 'validation', samples: 'x_val', labels: 'y_val' },
  { split: 'test', samples: 'x_test', labels: 'y_test' },
  { split: 'train', samples: 'train_images', labels: 'train_labels' },
  { split: 'validation', samples: 'val_images', labels: 'val_labels' },
  { split: 'test', samples: 'test_images', labels: 'test_labels' },
  { split: wholeSplit, samples: 'x', labels: 'y' },
] as const;

/** The splits of a `.npz` file. Throws the Problems notADataset and damagedDataset. */
export async function npzSplits(source: ByteSource): Promise<StoredSplits> {
  const file = source.name;
  const { names, read } = await openNpz(source);
  const byName = new Map(names.map((name) => [name.toLowerCase(), name]));
  // A split is read when it is asked for: training images must not cost memory where test images are wanted.
  const arrayOf = async (name: string): Promise<NpyArray | undefined> => {
    const stored = byName.get(name);
    return stored === undefined ? undefined : read(stored);
  };
  const splits = new Map<string, () => Promise<StoredSplit>>();
  for (const { split, samples, labels } of conventions) {
    if (!byName.has(samples) || splits.has(split)) continue;
    splits.set(split, async () => {
      const classNames = classNamesOf(await arrayOf('class_names'));
      return storedSplit(file, samples, (await arrayOf(samples))!, await arrayOf(labels), classNames);
    });
  }
  if (splits.size === 0) {
    const found = names.length === 0 ? 'no arrays' : `the arrays ${[...byName.keys()].slice(0, 8).join(', ')}`;
    throw notADataset(file, `it holds ${found}, and not x, or x_train and x_test`);
  }
  return splits;
}

function storedSplit(
  file: string,
  name: string,
  samples: NpyArray,
  labels: NpyArray | undefined,
  classNames: readonly string[] | null,
): StoredSplit {
  const [count, ...sampleShape] = samples.shape;
  if (count === undefined || sampleShape.length === 0) {
    throw damaged(
      file,
      `its array ${name} has the shape (${samples.shape.join(', ')}), which has no axis besides the samples'`,
    );
  }
  if (sizeOf(samples.shape) === 0)
    throw notADataset(file, `it holds ${count} samples of ${sizeOf(sampleShape)} values`);
  const stored = { sampleShape, count, values: valuesOf(file, name, samples) };
  if (labels === undefined) return { ...stored, labels: null, classNames };
  if (labels.dtype === 'text') return { ...stored, ...namedLabels(file, labels.data, count) };
  return { ...stored, labels: toLabels(file, numbersOf(labels), labels.shape, count), classNames };
}

function valuesOf(file: string, name: string, array: NpyArray): Uint8Array | Float32Array {
  switch (array.dtype) {
    case 'uint8':
      return array.data;
    case 'float16':
    case 'float32':
      return array.data;
    case 'bool':
    case 'float64':
      return Float32Array.from(array.data);
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'uint16':
    case 'uint32':
    case 'uint64':
      return pixelsIfWhole(Float32Array.from(numbersOf(array)));
    case 'text':
      throw damaged(file, `its array ${name} holds text instead of numbers`);
    default:
      return assertNever(array);
  }
}

function numbersOf(
  array: Exclude<NpyArray, { dtype: 'text' }>,
): Exclude<(typeof array)['data'], BigInt64Array | BigUint64Array> {
  return array.data instanceof BigInt64Array || array.data instanceof BigUint64Array
    ? Float64Array.from(array.data, Number)
    : array.data;
}

function classNamesOf(array: NpyArray | undefined): readonly string[] | null {
  return array?.dtype === 'text' && array.data.length === sizeOf(array.shape) ? array.data : null;
}
