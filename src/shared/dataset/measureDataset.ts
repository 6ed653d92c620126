import { sizeOf } from '../tensor.ts';
import type { Dataset } from './dataset.ts';

/** What tells a person whether this is the data that they think it is. */
export interface DatasetFacts {
  /** Samples per label, by rising label; empty where there are no labels. */
  readonly perClass: readonly { readonly label: number; readonly name: string; readonly count: number }[];
  /** As stored, before scaling. */
  readonly lowest: number;
  readonly highest: number;
  readonly mean: number;
  /** Samples all of whose values are equal: blank images are rarely meant. */
  readonly blankSamples: number;
}

/** Counts the classes and measures the range of values. */
export function measureDataset(dataset: Dataset): DatasetFacts {
  const { values, count } = dataset;
  const size = sizeOf(dataset.sampleShape);
  let [lowest, highest, sum, blankSamples] = [Infinity, -Infinity, 0, 0];
  for (let sample = 0; sample < count; sample++) {
    let [low, high] = [Infinity, -Infinity];
    for (let i = sample * size; i < (sample + 1) * size; i++) {
      const value = values[i]!;
      if (value < low) low = value;
      if (value > high) high = value;
      sum += value;
    }
    if (low === high) blankSamples++;
    lowest = Math.min(lowest, low);
    highest = Math.max(highest, high);
  }
  return { perClass: countClasses(dataset), lowest, highest, mean: sum / values.length, blankSamples };
}

function countClasses({ labels, classNames }: Dataset): DatasetFacts['perClass'] {
  const counts = new Map<number, number>();
  for (const label of labels ?? []) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts]
    .toSorted(([a], [b]) => a - b)
    .map(([label, count]) => ({ label, name: classNames?.[label] ?? String(label), count }));
}
