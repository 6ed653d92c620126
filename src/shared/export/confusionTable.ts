import type { ConfusionMatrix } from '../metrics/confusionMatrix.ts';
import { textTable } from './textTable.ts';

/** Above this many classes a matrix no longer fits a terminal. */
const widest = 20;
const listed = 20;

/**
 * The confusion matrix for a terminal: labels down, predictions across, a dot for zero. With more than 20 classes, the most frequent
 * mistakes instead.
 */
export function confusionTable(matrix: ConfusionMatrix, classNames: readonly string[]): string {
  return matrix.classes > widest ? mistakeTable(matrix, classNames) : fullTable(matrix, classNames);
}

function fullTable({ classes, counts }: ConfusionMatrix, classNames: readonly string[]): string {
  const labels = Array.from({ length: classes }, (_, c) => c);
  return textTable([
    { head: ['label \\ prediction'], align: 'right', cells: labels.map((label) => nameOf(label, classNames)) },
    ...labels.map((prediction) => ({
      head: [nameOf(prediction, classNames)],
      align: 'right' as const,
      cells: labels.map((label) => countText(counts[label * classes + prediction]!)),
    })),
  ]);
}

function mistakeTable({ classes, counts }: ConfusionMatrix, classNames: readonly string[]): string {
  const mistakes: { readonly count: number; readonly label: number; readonly prediction: number }[] = [];
  counts.forEach((count, at) => {
    const label = Math.floor(at / classes);
    const prediction = at % classes;
    if (count > 0 && label !== prediction) mistakes.push({ count, label, prediction });
  });
  const shown = mistakes.toSorted((a, b) => b.count - a.count).slice(0, listed);
  return textTable([
    { head: ['label'], align: 'left', cells: shown.map(({ label }) => nameOf(label, classNames)) },
    { head: ['prediction'], align: 'left', cells: shown.map(({ prediction }) => nameOf(prediction, classNames)) },
    { head: ['samples'], align: 'right', cells: shown.map(({ count }) => String(count)) },
  ]);
}

function nameOf(index: number, classNames: readonly string[]): string {
  return classNames[index] ?? String(index);
}

function countText(count: number): string {
  return count === 0 ? '·' : String(count);
}
