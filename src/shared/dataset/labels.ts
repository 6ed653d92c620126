import { WorkbenchError } from '../problems/problems.ts';
import type { Dataset } from './dataset.ts';
import { damaged } from './errors.ts';

/** What labels are read from: any typed array of numbers, or a list. */
interface Numbers {
  readonly length: number;
  readonly [index: number]: number;
  slice(
    start: number,
    end: number,
  ): { indexOf(value: number): number; some(test: (value: number, position: number) => boolean): boolean };
}

/**
 * Labels as class numbers [sample] from an array of shape [sample], [sample, 1] or, one-hot, [sample, class]. Throws the Problem
 * damagedDataset where they are not class numbers or not one per sample.
 */
export function toLabels(file: string, values: Numbers, shape: readonly number[], count: number): Int32Array {
  const [rows = 0, width = 1] = shape;
  if (rows !== count) throw damaged(file, `it has ${rows} labels for ${count} samples`);
  if (shape.length > 2 || width < 1)
    throw damaged(file, `its labels have the shape (${shape.join(', ')}) instead of one number each`);
  // Before memory is asked for: an axis of no extent makes room for any number of samples.
  if (values.length !== count * width)
    throw damaged(file, `its labels are ${values.length} numbers for ${count} samples`);
  return Int32Array.from({ length: count }, (_, sample) => {
    if (width > 1) return hotClass(file, values, sample, width);
    const label = values[sample]!;
    if (!Number.isInteger(label) || Math.abs(label) >= 2 ** 31) {
      throw damaged(file, `the label of sample ${sample} is ${label}, not a class number`);
    }
    return label;
  });
}

/** Position of the one 1 in a row of a one-hot array. */
function hotClass(file: string, values: Numbers, sample: number, width: number): number {
  const row = values.slice(sample * width, (sample + 1) * width);
  const hot = row.indexOf(1);
  if (hot < 0 || row.some((value, position) => value !== (position === hot ? 1 : 0))) {
    throw damaged(file, `the label of sample ${sample} is ${width} numbers, and not one 1 among zeros`);
  }
  return hot;
}

/** Classes from labels that are words: numbered in alphabetical order, as scikit-learn and Keras do. Throws the Problem damagedDataset. */
export function namedLabels(
  file: string,
  texts: readonly string[],
  count: number,
): { readonly labels: Int32Array; readonly classNames: readonly string[] } {
  if (texts.length !== count) throw damaged(file, `it has ${texts.length} labels for ${count} samples`);
  const empty = texts.indexOf('');
  if (empty >= 0) throw damaged(file, `the label of sample ${empty} is empty`);
  const classNames = [...new Set(texts)].toSorted();
  const classes = new Map(classNames.map((name, number) => [name, number]));
  return { labels: Int32Array.from(texts, (text) => classes.get(text)!), classNames };
}

/** The labels, every one of them a class from 0 to `classes` - 1. Throws the Problems noLabels and labelBeyondClasses. */
export function checkLabels(dataset: Dataset, classes: number): Int32Array {
  const { name: file, labels, offset } = dataset;
  if (labels === null) throw new WorkbenchError({ area: 'dataset', kind: 'noLabels', file });
  const wrong = labels.findIndex((label) => label < 0 || label >= classes);
  if (wrong >= 0) {
    const label = labels[wrong]!;
    throw new WorkbenchError({
      area: 'dataset',
      kind: 'labelBeyondClasses',
      file,
      label,
      sample: offset + wrong,
      classes,
    });
  }
  return labels;
}
